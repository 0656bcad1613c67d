import { HomegroupError } from '@homegroup/protocol';
import { json, type RequestHandler } from 'express';
import { envelope } from './error-body.js';

const small = json({ limit: '32kb', strict: true });
const roster = json({ limit: '4mb', strict: true });

/** Reads JSON of at most 32 KB; a roster may have 4 MB. Nothing else is read. */
export const jsonBody: RequestHandler = (request, response, next) => {
  const parse = request.path.startsWith('/api/roster/') ? roster : small;
  parse(request, response, (error?: unknown) => {
    if (!error) return next();
    const tooLarge = (error as { status?: number }).status === 413;
    const refusal = tooLarge
      ? new HomegroupError('too_large', 'That is too large. Nothing was changed.')
      : new HomegroupError('invalid_input', 'This is not valid JSON. Nothing was changed.', {
          faults: [{ path: 'body', message: 'Not valid JSON.' }],
        });
    response.status(refusal.status).json(envelope(refusal));
  });
};
