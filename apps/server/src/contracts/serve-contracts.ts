import type { RequestHandler } from 'express';
import { asyncApiDocument } from './asyncapi.js';
import { openApiDocument } from './openapi.js';

const makers: Record<string, () => object> = {
  '/api/openapi.json': openApiDocument,
  '/api/asyncapi.json': asyncApiDocument,
};

/** The two documents at `/api/openapi.json` and `/api/asyncapi.json`, for everybody. */
export function serveContracts(): RequestHandler {
  const made = new Map<string, string>();
  return (request, response, next) => {
    const make = request.method === 'GET' ? makers[request.path] : undefined;
    if (!make) return next();
    const text = made.get(request.path) ?? JSON.stringify(make());
    made.set(request.path, text);
    response.type('application/json').send(text);
  };
}
