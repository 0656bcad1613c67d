import { HomegroupError } from '@homegroup/protocol';
import type { Request } from 'express';

/** Whether a page of this installation, or no page at all, made the request. */
function isForeign(origin: string, request: Request, publicUrl: string): boolean {
  if (origin === new URL(publicUrl).origin) return false;
  return !URL.canParse(origin) || new URL(origin).host !== request.headers.host;
}

/**
 * For what the cookie alone decides: the browser must say that the page is ours. @throws not_allowed
 */
export function requireSameOrigin(request: Request, publicUrl: string): void {
  const { origin } = request.headers;
  const said = origin ?? (request.headers['sec-fetch-site'] === 'same-origin' ? 'same-origin' : undefined);
  if (said === 'same-origin') return;
  if (said === undefined || isForeign(said, request, publicUrl))
    throw new HomegroupError('not_allowed', 'This request did not come from a page of this installation.');
}

/** For everything else: whoever names a foreign page is refused. @throws not_allowed */
export function refuseForeignOrigin(request: Request, publicUrl: string): void {
  const { origin } = request.headers;
  if (origin !== undefined && isForeign(origin, request, publicUrl))
    throw new HomegroupError('not_allowed', 'This request did not come from a page of this installation.');
}
