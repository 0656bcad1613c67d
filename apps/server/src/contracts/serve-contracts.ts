import type { RequestHandler } from 'express';
import { asyncApiDocument } from './asyncapi.js';
import { openApiDocument } from './openapi.js';

/** The two documents at `/api/openapi.json` and `/api/asyncapi.json`, for everybody. */
export function serveContracts(): RequestHandler {
  const documents = new Map([
    ['/api/openapi.json', JSON.stringify(openApiDocument())],
    ['/api/asyncapi.json', JSON.stringify(asyncApiDocument())],
  ]);
  return (request, response, next) => {
    const document = request.method === 'GET' ? documents.get(request.path) : undefined;
    if (document === undefined) return next();
    response.type('application/json').send(document);
  };
}
