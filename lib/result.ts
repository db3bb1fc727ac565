/** What a flow returns: done with a value, or refused for a reason that the caller may show. Faults are thrown. */

export type Ok<T> = { readonly ok: true; readonly value: T };
export type Refused<R extends string> = {
  readonly ok: false;
  readonly reason: R;
  /** Seconds until another try can succeed, where waiting is what helps. */
  readonly retryAfterSeconds?: number;
};
export type Result<T, R extends string> = Ok<T> | Refused<R>;

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });

export const refused = <R extends string>(reason: R, retryAfterSeconds?: number): Refused<R> =>
  retryAfterSeconds === undefined ? { ok: false, reason } : { ok: false, reason, retryAfterSeconds };
