/**
 * Why Redis does not serve, for one line of the log. Some of its refusals are half a page: their first sentence says it.
 * A refusal that was not asked for makes the library trip over itself; what it trips over helps nobody. A name with
 * several addresses refuses at each of them and says nothing itself: the first says it.
 */
export function whySilent(error: Error): string {
  if (error instanceof TypeError) return 'its answer was not understood';
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  const { message } = first instanceof Error ? first : error;
  return message.split('. ', 1)[0] || error.name;
}
