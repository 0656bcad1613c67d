import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { HomegroupError } from '@homegroup/protocol';
import express, { type RequestHandler } from 'express';
import { envelope } from './error-body.js';

const ofServer = /^\/(api|socket\.io)(\/|$)/;

const nothingHere: RequestHandler = (request, response, next) => {
  if (ofServer.test(request.path)) return next();
  response.status(404).json(envelope(new HomegroupError('not_found', 'There is nothing here.')));
};

/**
 * Serves the built web client: hashed files for ever, and the page itself for every other address, never stored.
 * Without a root, or without a page in it, only the API is served.
 */
export function webClient(root: string | undefined): RequestHandler[] {
  const page = join(root ?? '', 'index.html');
  if (root === undefined || !existsSync(page)) return [nothingHere];
  const files = express.static(root, {
    index: false,
    redirect: false,
    setHeaders: (response, path) => {
      const hashed = path.includes('/assets/');
      response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const skipServer: RequestHandler = (request, response, next) =>
    ofServer.test(request.path) ? next() : files(request, response, next);
  const fallback: RequestHandler = (request, response, next) => {
    const wantsPage = request.method === 'GET' || request.method === 'HEAD';
    if (!wantsPage || ofServer.test(request.path) || request.path.startsWith('/assets/')) return next();
    response.setHeader('Cache-Control', 'no-store');
    response.sendFile(page);
  };
  return [skipServer, fallback, nothingHere];
}
