import type { RequestHandler } from 'express';
import type { Drain } from './drain.js';

/** While the node goes away, an HTTP connection ends with the answer that is under way on it. */
export const closeKeptAlive =
  (drain: Drain): RequestHandler =>
  (_request, response, next) => {
    if (drain.begun) response.setHeader('connection', 'close');
    next();
  };
