/** What a server action answers, in a form that a page can show with and without scripts. Pure; shared with the browser. */

export type ActionStatus =
  | 'idle'
  | 'done'
  | 'invalid'
  | 'refused'
  | 'step_up_required'
  | 'signed_out'
  | 'unavailable';

/** What the person can do about a trouble; `lib/web/guards/answers.ts` says which. */
export type NextStep = 'try_again' | 'wait' | 'shorten' | 'reload' | 'sign_in';

export type ActionState<Data = unknown> = {
  readonly status: ActionStatus;
  /** For the whole form. */
  readonly message?: string;
  /** One sentence for each field at fault. */
  readonly fields?: Readonly<Record<string, string | undefined>>;
  /** What was typed, secrets excepted, so that nothing has to be typed twice. */
  readonly values?: Readonly<Record<string, string>>;
  readonly retryAfterSeconds?: number | undefined;
  readonly next?: NextStep | undefined;
  /** The database broke off, and something may have been changed. */
  readonly unsure?: true | undefined;
  /** An earlier submission under the same key went through: the next one is another. */
  readonly wentThroughBefore?: true;
  /** The idempotency key was made for another action; none of our pages sends that. */
  readonly conflict?: true;
  /** Closed to support that sees the account as its person. */
  readonly forbidden?: true;
  /** To this caller there is no such action. */
  readonly absent?: true;
  readonly data?: Data;
  /** A path on this site to go to now. The guard follows it; the browser never sees it. */
  readonly goTo?: string;
  /** A path on this site that the browser has to load by itself. */
  readonly leaveFor?: string;
};

/** What the form for the code of a half-finished sign-in has to know. */
export type CodeQuestion = {
  /** What can answer it, recovery codes apart. */
  readonly passkey?: boolean;
  readonly app?: boolean;
  /** For how long this browser would be spared the code, in words; undefined where it may not be. */
  readonly trustFor?: string;
  /** Why it is asked although the person trusts some browser. */
  readonly why?: string;
};

/** Signing in without leaving the page: someone is signed in, the code is still to come, or it has to start over. */
export type SignInAnswer = {
  readonly userId?: string;
  readonly sessionId?: string;
  readonly code?: CodeQuestion;
  readonly over?: true;
};

/** The hidden field by which a submission is recognised when it arrives twice; a UUID. */
export const idempotencyKeyField = 'idempotency-key';

/** The hidden field that says whose page was sent: without it, a tab that still shows one person acts as the next one. */
export const actingAsField = 'acting-as';

/** The hidden field that says which organization the page showed: by now its address may be that of another. */
export const actingInField = 'acting-in';

export const idle: ActionState<never> = { status: 'idle' };

export type Action<Data = undefined> = (
  before: ActionState<Data>,
  form: FormData,
) => Promise<ActionState<Data>>;
