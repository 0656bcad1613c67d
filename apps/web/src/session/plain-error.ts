import { HomegroupError } from '@homegroup/protocol';

/** The sentence to show for whatever was thrown. */
export function plainError(error: unknown): string {
  if (error instanceof HomegroupError) return error.message;
  return 'Something went wrong on this page. Nothing was changed. Try again in a moment.';
}

export const faultOf = (error: unknown, path: string): string | undefined =>
  error instanceof HomegroupError ? error.faults?.find((fault) => fault.path === path)?.message : undefined;
