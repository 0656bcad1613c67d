import { track } from '@homegroup/tracing';
import type { RequestHandler } from 'express';
import type { HomegroupRequest } from '../http/homegroup-request.js';

/** One trace for each request, named by its operation: an address holds identifiers, so it is left out. */
export const traceRequests: RequestHandler = (request, response, next) => {
  const tracked = track('http', 'server', { 'http.request.method': request.method });
  if (!tracked) return next();
  response.once('close', () => {
    const { operation = 'none' } = request as HomegroupRequest;
    tracked.rename(`http ${operation}`);
    const { statusCode } = response;
    tracked.end(
      { 'homegroup.operation': operation, 'http.response.status_code': statusCode },
      statusCode >= 500,
    );
  });
  tracked.within(next);
};
