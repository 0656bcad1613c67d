import { z } from 'zod';

/**
 * Every way in which Homegroup refuses. The union is closed: HTTP and socket answers use the same codes.
 * `status` is the HTTP status; `retryable` says whether the same request may succeed later unchanged.
 */
export const errorCodes = {
  invalid_input: { status: 400, retryable: false },
  sign_in_required: { status: 401, retryable: false },
  sign_in_failed: { status: 401, retryable: false },
  session_ended: { status: 401, retryable: false },
  link_expired: { status: 410, retryable: false },
  not_allowed: { status: 403, retryable: false },
  not_found: { status: 404, retryable: false },
  agreement_required: { status: 403, retryable: false },
  membership_ended: { status: 403, retryable: false },
  muted: { status: 403, retryable: false },
  room_locked: { status: 403, retryable: false },
  group_full: { status: 409, retryable: false },
  group_started: { status: 409, retryable: false },
  already_exists: { status: 409, retryable: false },
  name_taken: { status: 409, retryable: false },
  conflict: { status: 409, retryable: false },
  edit_window_over: { status: 409, retryable: false },
  credential_expired: { status: 409, retryable: false },
  weak_password: { status: 400, retryable: false },
  roster_invalid: { status: 422, retryable: false },
  too_large: { status: 413, retryable: false },
  too_many_requests: { status: 429, retryable: true },
  try_again: { status: 503, retryable: true },
  internal: { status: 500, retryable: true },
} as const satisfies Record<string, { status: number; retryable: boolean }>;

export type ErrorCode = keyof typeof errorCodes;

export const errorSchema = z.strictObject({
  code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
  /** What happened, what is kept and what to do next, in plain words. Never holds message text. */
  message: z.string(),
  retryable: z.boolean(),
  /** For `invalid_input`: where and why, by path. */
  faults: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  /** For `too_many_requests`, `muted`: whole seconds until it may be tried again. */
  retryAfter: z.int().min(0).optional(),
});
export type ErrorBody = z.infer<typeof errorSchema>;

/** Thrown by use cases, which then changed nothing, and by the typed client. */
export class HomegroupError extends Error {
  readonly code: ErrorCode;
  readonly faults: ErrorBody['faults'];
  readonly retryAfter: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    extra: { faults?: ErrorBody['faults']; retryAfter?: number } = {},
  ) {
    super(message);
    this.name = 'HomegroupError';
    this.code = code;
    this.faults = extra.faults;
    this.retryAfter = extra.retryAfter;
  }

  get retryable(): boolean {
    return errorCodes[this.code].retryable;
  }

  get status(): number {
    return errorCodes[this.code].status;
  }

  toBody(): ErrorBody {
    return {
      code: this.code,
      message: this.message,
      retryable: this.retryable,
      ...(this.faults && { faults: this.faults }),
      ...(this.retryAfter !== undefined && { retryAfter: this.retryAfter }),
    };
  }

  static from(body: ErrorBody): HomegroupError {
    return new HomegroupError(body.code, body.message, {
      ...(body.faults && { faults: body.faults }),
      ...(body.retryAfter !== undefined && { retryAfter: body.retryAfter }),
    });
  }
}

/** The answer to every socket event: never an exception, never an echo of what was sent. */
export type Ack<T> = { ok: true; data: T } | { ok: false; error: ErrorBody };
