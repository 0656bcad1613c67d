import { z } from 'zod';

/** A UUID in canonical lower-case form. Clients create `clientId`s; the server creates every other identifier. */
export const id = z.uuid();
/** A position in one conversation's log: 1 for its first event, rising by one, never reused. */
export const seq = z.int().min(1);
/** A point in time, ISO 8601 with offset, always UTC when the server writes it. */
export const instant = z.iso.datetime({ offset: true });
/** A calendar day, `YYYY-MM-DD`, in the organization's time zone. */
export const day = z.iso.date();

export const email = z
  .string()
  .trim()
  .max(254)
  .transform((value) => value.toLowerCase())
  .pipe(z.email());

/** Controls that may not stand in any text: all but tab and line feed. */
const controls = /(?![\t\n])\p{Cc}/u;
/** What a reader would see as nothing at all: white space, format and zero-width characters. */
const invisible = /^[\s\p{Cf}\p{Cc}\p{Zs}\u115f\u1160\u3164\uffa0\u2800]*$/u;

/** Text a person writes: normalised to NFC, with line ends as `\n`; refused when nothing of it would be seen. */
export const prose = (most: number) =>
  z
    .string()
    .max(most * 2)
    .transform((value) => value.replace(/\r\n?/g, '\n').normalize('NFC').trim())
    .pipe(
      z
        .string()
        .max(most)
        .refine((value) => !controls.test(value), 'Control characters are not allowed.')
        .refine((value) => !invisible.test(value), 'Write something first.'),
    );

/** A message body: 1 to 4,000 characters. */
export const body = prose(4000);
/** A reason that staff give for an action: 3 to 500 characters. */
export const reason = prose(500).refine((value) => value.length >= 3, 'Say why in a few words.');
/** One line: a name, a title. */
export const line = (most: number) =>
  prose(most).refine((value) => !/[\n\t]/.test(value), 'Keep it on one line.');

export const personName = line(80);
