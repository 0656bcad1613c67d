import type { IncomingMessage } from 'node:http';
import type { Configuration } from '@homegroup/config';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

const host = /^[a-z0-9.-]+(:\d+)?$|^\[[0-9a-f:]+\](:\d+)?$/i;

/** Browsers differ on whether `'self'` covers WebSocket, so the host the page came from is named. */
function socketsOfThisHost(request: IncomingMessage): string {
  const name = request.headers.host ?? '';
  return host.test(name) ? `ws://${name} wss://${name}` : "'self'";
}

/** Only what this installation serves may run, be shown or be connected to; no other page may frame it. */
export function securityHeaders(configuration: Configuration): RequestHandler[] {
  const secure = configuration.publicUrl.startsWith('https:');
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // React Aria puts a style element for touch and scrolling into the page; scripts stay strict.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", socketsOfThisHost],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        ...(secure && { upgradeInsecureRequests: [] }),
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
  const more: RequestHandler = (request, response, next) => {
    response.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()');
    if (request.path.startsWith('/api/')) response.setHeader('Cache-Control', 'no-store');
    next();
  };
  return [headers, more];
}
