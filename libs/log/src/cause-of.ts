/** An error for the log: Postgres repeats values in its messages, so of its errors only the code is kept. */
export const causeOf = (error: unknown): string => {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return typeof code === 'string' ? code : String(message);
};
