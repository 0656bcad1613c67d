import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';

const ofServer = /^\/(api|socket\.io)(\/|$)/;

/** Serves the built web client: hashed files for ever, and the page itself for every other address, never stored. */
export function webClient(root: string): RequestHandler[] {
  const page = join(root, 'index.html');
  if (!existsSync(page)) return [];
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
  return [skipServer, fallback];
}
