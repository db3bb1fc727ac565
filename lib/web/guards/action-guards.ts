/** Server actions exist only as results of these guards: an action is a public endpoint, whatever page shows its button (docs/security.md F3). */

import 'server-only';
import { headers } from 'next/headers';
import { redirect, unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import { patience } from '../../config/database-limits';
import { env } from '../../config/env';
import { type Features, isAnyOn } from '../../config/features';
import {
  type AnonymousContext,
  concerning,
  type Freshness,
  lacksFactor,
  needsProof,
  type PooledContext,
  type SignedInContext,
  type Strength,
} from '../../flows/context';
import { bareFault, faultFields, log } from '../../observe/log';
import type { LimitName } from '../../rate-limit/limits';
import { normaliseEmail } from '../../typed/email';
import { factorNeededSentence, type StepUpPurpose, supersededSentence } from '../../words/reasons';
import { formSentence, type StoreTrouble } from '../../words/unavailable';
import {
  askedPathHeader,
  askOwnSession,
  askSession,
  type CurrentSession,
  isBesideVisit,
} from '../request/current-session';
import { anonymousContext } from '../request/request-info';
import { signInPath, stepUpPath } from '../request/return-to';
import { isSameOrigin } from '../request/same-origin';
import { shapeResponse } from '../server/node-request';
import { noteStage } from '../server/request-stage';
import { type Action, type ActionState, actingAsField } from './action-state';
import { statusOfAction } from './action-status';
import { secretsAgain } from './answers';
import { asSupport, barSupport, isVisit, type OpenToSupport, stopFirstAnswer } from './bar-support';
import { isUnsure, withinDeed } from './deed';
import { holdsSecret, parseForm, typedValues } from './form-input';
import { overLimit } from './over-limit';
import { unavailableRetrySeconds } from './problem';
import { runOnce } from './run-once';
import { storeTrouble } from './store-fault';

type Head = Awaited<ReturnType<typeof headers>>;
type Answer<Data> = Promise<ActionState<Data> | undefined>;

type Options<Schema extends z.ZodType> = {
  readonly input: Schema;
  /** What it belongs to: off, it answers as an address that does not exist. */
  readonly feature?: Features;
};

type Barred = ActionState<never> | undefined;

export type ProtectedOptions<Schema extends z.ZodType> = Options<Schema> &
  OpenToSupport & {
    readonly limit?: LimitName;
    /** Asked before what was sent is read: an answer turns the caller away. */
    readonly bars?: (caller: SignedInContext, form: FormData) => Barred | Promise<Barred>;
    /** Only within the step-up window after a proof in this very session; `sensitive` has a shorter window. */
    readonly stepUp?: Freshness;
    /** Together with it: how much has to be proven, where the strongest factor of the account may be too little. */
    readonly strength?: Strength;
    /** What the proof is for, so that the page which asks for it can say so. */
    readonly purpose?: StepUpPurpose;
    /**
     * The deed's own name: it happens once for each idempotency key, however often the submission arrives, and a key counts
     * for the deed it was made for alone. It may only go on by `goTo`.
     */
    readonly once?: string;
  };

/** An action for a signed-in person. The guard says who, how often and how fresh; the handler does the deed. */
export function protectedAction<Schema extends z.ZodType, Data = undefined>(
  options: ProtectedOptions<Schema>,
  handler: (ctx: SignedInContext, input: z.output<Schema>) => Answer<Data>,
): Action<Data> {
  return guarded(options.feature, async (head, form) => {
    const session = await askSession();
    if (session.kind !== 'active') return signedOut(head, form, session);
    const { ctx } = session;
    const barred =
      (await barSupport(ctx, options)) ?? sentForAnother(form, ctx) ?? (await options.bars?.(ctx, form));
    if (barred) return barred;
    const parsed = parseForm(options.input, form);
    if (!parsed.ok) return parsed.state;
    const missing = unproven(ctx, options, { head, form });
    if (missing) return missing;
    const limited = await overLimit(ctx, options.limit, form);
    if (limited) return limited;
    const act = (context: SignedInContext) => handler(context, parsed.input);
    const { once: deed } = options;
    const run = (by: SignedInContext) => (deed ? runOnce(by, { deed, form }, act) : act(by));
    return isVisit(ctx) ? asSupport(ctx, run) : run(ctx);
  });
}

/** What is missing before the deed: another factor, or fresh proof. */
function unproven(
  ctx: SignedInContext,
  { stepUp, strength, purpose }: Pick<ProtectedOptions<z.ZodType>, 'stepUp' | 'strength' | 'purpose'>,
  { head, form }: { head: Head; form: FormData },
): ActionState<never> | undefined {
  if (strength && lacksFactor(ctx, strength)) return { status: 'refused', message: factorNeededSentence };
  return stepUp && needsProof(ctx, stepUp) ? proofNeeded(head, form, purpose) : undefined;
}

/** An action for anyone, such as signing in. `session` is what the browser's cookie opens, if anything. */
export function publicAction<Schema extends z.ZodType, Data = undefined>(
  options: Options<Schema> & {
    /** Also while support sees somebody else's account; it then gets to know of both. */
    readonly duringVisits?: true;
  },
  handler: (ctx: AnonymousContext, input: z.output<Schema>, session: CurrentSession) => Answer<Data>,
): Action<Data> {
  return guarded(options.feature, async (head, form) => {
    const parsed = parseForm(options.input, form);
    if (!parsed.ok) return parsed.state;
    const asked = await askSession();
    // A visit that is over says nothing of the staff member's own session.
    const session = asked.kind !== 'active' && isBesideVisit(asked) ? await askOwnSession() : asked;
    if (session.kind === 'active' && isVisit(session.ctx) && !options.duringVisits) return stopFirstAnswer;
    return handler(inItsLine(anonymousContext(head), parsed.input), parsed.input, session);
  });
}

/** An address or a link that is sent from many places at once waits for itself, and not in front of others. */
function inItsLine(ctx: PooledContext, input: unknown): PooledContext {
  const { email, token } = (typeof input === 'object' && input !== null ? input : {}) as Sent;
  if (typeof email === 'string') return concerning(ctx, normaliseEmail(email));
  return typeof token === 'string' ? concerning(ctx, token) : ctx;
}
type Sent = { readonly email?: unknown; readonly token?: unknown };

/** Cross-site check before, words for faults after: the database being away keeps what was typed. */
function guarded<Data>(
  feature: Features | undefined,
  act: (head: Head, form: FormData) => Answer<Data>,
): Action<Data> {
  return async (_before, form) => {
    const head = await headers();
    const away = turnedAway(head, form, feature);
    if (away) return answer(head, ...away);
    noteStage('acting');
    try {
      const state = await withinDeed(patience.deed, () => act(head, form));
      if (state?.goTo) redirect(state.goTo);
      return state ? answer(head, statusOfAction(state), withTyped(state, form)) : { status: 'done' };
    } catch (fault) {
      unstable_rethrow(fault);
      const trouble = storeTrouble(fault);
      if (!trouble) throw bareFault(fault);
      log.error({ event: 'store_unavailable', trouble, ...faultFields(fault) }, 'store_unavailable');
      return answer(head, 503, unavailable(head, form, { trouble, unsure: isUnsure(fault) }));
    }
  };
}

/** What nothing is asked of: status and words. */
function turnedAway(head: Head, form: unknown, feature: Features | undefined) {
  const { origin } = env().appUrl;
  if (!isSameOrigin(head, origin)) {
    log.warn({ event: 'cross_site_refused' }, 'cross_site_refused');
    return turned(403, `Open this page at ${origin} and try again.`);
  }
  if (feature && !isAnyOn(feature)) return turned(404, unavailableHere);
  // Next passes an action that the page does not contain on to one that does, over loopback: the address would be ours,
  // and the cookies that it sets would be lost. No page of ours does that.
  if (head.has('x-action-forwarded')) return turned(403, 'Reload the page and try again.');
  // A call by hand may send anything in place of a form.
  return form instanceof FormData ? undefined : turned(400, "This wasn't a form.");
}

const turned = (status: number, message: string): [number, ActionState<never>] => [
  status,
  { status: 'refused', message },
];

/** A page from before the switch may still show its button. */
export const unavailableHere = "This isn't available any more. Reload the page.";

/** Without scripts the page comes back without what is secret. */
function unavailable(
  head: Head,
  form: FormData,
  { trouble, unsure }: { readonly trouble: StoreTrouble; readonly unsure: boolean },
): ActionState<never> {
  const lost = !withScripts(head) && holdsSecret(form);
  return {
    status: 'unavailable',
    message: `${formSentence(trouble, unsure)}${lost ? ` ${secretsAgain}` : ''}`,
    unsure: unsure || undefined,
    values: typedValues(form),
    retryAfterSeconds: unavailableRetrySeconds,
  };
}

const withTyped = <Data>(state: ActionState<Data>, form: FormData): ActionState<Data> =>
  state.status === 'done' ? state : { values: typedValues(form), ...state };

function answer<Data>(head: Head, status: number, state: ActionState<Data>): ActionState<Data> {
  const wait = state.retryAfterSeconds;
  const extra: Record<string, string> = wait === undefined ? {} : { 'Retry-After': String(wait) };
  if (status >= 400) shapeResponse(head.get('x-request-id') ?? '', { status, headers: extra });
  return state;
}

/** With scripts the page stays and asks in place; without them the browser goes to the page that asks. */
const withScripts = (head: Head) => head.has('next-action');
/** The browser posted the form by itself: what it gets back is a page. */
export const postedWithoutScripts = async () => !withScripts(await headers());
const askedPath = (head: Head) => head.get(askedPathHeader);

function signedOut(head: Head, form: FormData, session: CurrentSession): ActionState<never> {
  if (!withScripts(head)) redirect(signInPath(askedPath(head)));
  // The cookie was rotated while this was under way: the browser holds the new one, so trying again is enough.
  if (session.kind === 'superseded') {
    return {
      status: 'refused',
      message: supersededSentence,
      values: typedValues(form),
    };
  }
  return { status: 'signed_out', values: typedValues(form) };
}

/** Someone else loaded the page, and another tab has signed in as this person since. */
function sentForAnother(form: FormData, ctx: SignedInContext): Barred {
  const actingAs = form.get(actingAsField);
  return actingAs !== null && actingAs !== ctx.user.id ? { status: 'signed_out' } : undefined;
}

function proofNeeded(head: Head, form: FormData, purpose: StepUpPurpose | undefined): ActionState<never> {
  if (!withScripts(head)) redirect(stepUpPath(askedPath(head) ?? '', purpose));
  return { status: 'step_up_required', values: typedValues(form) };
}

/** For an action that finds out by itself that proof is needed: answers as the guard does. */
export const askForProof = async (purpose: StepUpPurpose): Promise<ActionState<never>> =>
  proofNeeded(await headers(), new FormData(), purpose);
