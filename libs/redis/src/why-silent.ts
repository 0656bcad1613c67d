/**
 * Why Redis does not serve, for one line of the log. Some of its refusals are half a page: their first sentence says it.
 * A refusal that was not asked for makes the library trip over itself; what it trips over helps nobody.
 */
export const whySilent = (error: Error): string =>
  error instanceof TypeError ? 'its answer was not understood' : (error.message.split('. ', 1)[0] ?? '');
