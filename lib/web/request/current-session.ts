/** The one accessor of the session, for pages and actions. The gate's word is taken only where it verifies. */

import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import type { Sensitivity } from '../../config/policy';
import { reaches, type SupportLevel } from '../../config/support';
import type { SignedInContext } from '../../flows/context';
import type { Resumed } from '../../flows/session/resume-session';
import { askedIn } from '../../organization/slug';
import { openSecretHash } from '../cookies/session';
import { sessionCookie } from '../cookies/session-cookie';
import { boundTo, type HeldCookies, heldCookies } from '../cookies/support-cookie';
import { ofPerson } from '../guards/shares';
import { checkCookie } from './check-cookie';
import { handOffHeader, readHandOff } from './hand-off';
import { anonymousContext } from './request-info';
import { signInPath, stepUpPath } from './return-to';

export type CurrentSession =
  | { readonly kind: 'active'; readonly ctx: SignedInContext }
  | Exclude<Resumed, { kind: 'active' }>;

/**
 * Checked once for each render. An action that signed in or rotated has changed the cookie: the render after it sees
 * the new one, so the gate's hand-off no longer fits and the row is asked. Throws when the database is away.
 */
export const currentSession = cache(async (): Promise<CurrentSession> => {
  const [head, held] = await Promise.all([headers(), heldCookies()]);
  const handedOff = readHandOff(head.get(handOffHeader), boundTo(held));
  return handedOff ? { kind: 'active', ctx: ofPerson(anonymousContext(head), handedOff) } : askSession();
});

/**
 * Asks the row now, whatever the gate said. For actions: the gate judges when the headers arrive, an action runs when
 * the body is complete, and in between a session may have ended or its proof grown old.
 */
export async function askSession(): Promise<CurrentSession> {
  return askFor(await heldCookies());
}

/** The staff member's own session, whatever else the browser holds: for signing out, which is always about that one. */
export const askOwnSession = async (): Promise<CurrentSession> =>
  askFor({ session: await sessionCookie.read(), support: undefined });

/** The browser holds the cookie of a visit by support, so that this was not judged for the staff member's own session. */
export const isBesideVisit = (session: CurrentSession): boolean =>
  session.kind === 'active'
    ? session.ctx.support !== undefined
    : session.kind !== 'superseded' && session.support === true;

async function askFor(held: HeldCookies): Promise<CurrentSession> {
  const head = await headers();
  const ctx = anonymousContext(head);
  const resumed = await checkCookie(ctx, held, { organization: askedIn(head.get(askedPathHeader)) });
  return resumed.kind === 'active' ? { kind: 'active', ctx: ofPerson(ctx, resumed.caller) } : resumed;
}

/** The hash of the session secret that this request came with; for replacing exactly that one. */
export const presentedSecretHash = async () => openSecretHash(await sessionCookie.read());

/** Where the gate notes which page was asked for; used only through `returnTo`. */
export const askedPathHeader = 'x-own-asked';

/** Where support lands that asks for a page which is closed to it. */
const closedToSupportPath = '/closed-to-support';

export type PageOptions = {
  /** `sensitive`: after a shorter break than the idle timeout the page asks for proof before it shows anything. */
  readonly sensitivity?: Sensitivity;
  /** Open to support that sees the account as its person, from this level on. Left out, it is closed to them. */
  readonly support?: SupportLevel | undefined;
};

/**
 * The first line of every page that is not public. Someone who is not signed in goes to sign in and comes back; someone
 * away too long for a sensitive page proves it is them and comes back, and stays signed in all the while.
 */
export async function requireSession({
  sensitivity = 'normal',
  support,
}: PageOptions = {}): Promise<SignedInContext> {
  const session = await currentSession();
  const asked = (await headers()).get(askedPathHeader);
  if (session.kind !== 'active') redirect(signInPath(asked));
  const { ctx } = session;
  if (ctx.support && !reaches(ctx.support.level, support)) redirect(closedToSupportPath);
  if (sensitivity === 'sensitive' && ctx.session.sensitive.idleSecondsLeft <= 0)
    redirect(stepUpPath(asked ?? ''));
  return ctx;
}
