/** What every flow is told: where to write, by which rules, on whose request, and for whom. */

import type { Database, Executor, Transaction } from '../../db/client';
import type { Origin } from '../audit/append';
import { isStaff, limitsOf, type Policy, type Role, type SessionLimits, withOwnIdle } from '../config/policy';
import type { Scope } from '../config/scopes';
import type { SupportLevel } from '../config/support';
import type { OrganizationRole } from '../organization/permissions';
import type { ClosedBecause } from '../session/door';
import type { Seconds } from '../time';

export type AnonymousContext = {
  readonly db: Executor;
  readonly policy: Policy;
  /** Absent for what the system does by itself. */
  readonly request?: Origin;
  /** Support does it, as somebody else: the trail names both. */
  readonly support?: Visit;
  /** A program does it: the trail names it. */
  readonly bearer?: Bearer;
  /** The database for what concerns one account, no matter who brings it: such work waits for itself. Absent where nothing waits. */
  readonly inLineOf?: (account: string) => Database;
};

/** From here on it is known whose account it is about, be that by its id or by its address. */
export const concerning = <Context extends AnonymousContext>(ctx: Context, account: string): Context =>
  ctx.inLineOf ? { ...ctx, db: ctx.inLineOf(account) } : ctx;

/** Outside of any transaction, as every request and every job begins. */
export type PooledContext = AnonymousContext & { readonly db: Database };

/**
 * Opens a transaction or joins the one under way, which then decides for both: what the deed throws takes all of it back.
 * A snapshot cannot begin within another transaction, so asking for an isolation there throws.
 */
export function inTransaction<Done>(
  { db }: Pick<AnonymousContext, 'db'>,
  deed: (tx: Transaction) => Promise<Done>,
  isolation?: { readonly isolationLevel: 'repeatable read' },
): Promise<Done> {
  if ('$client' in db) return db.transaction(deed, isolation);
  if (isolation) throw new Error('a transaction is under way and keeps its own isolation');
  return deed(db);
}

/** A member of staff sees this account as its person, who has allowed it. */
export type Visit = {
  readonly staff: { readonly id: string; readonly name: string; readonly sessionId: string };
  /** The visit's own session. */
  readonly sessionId: string;
  readonly level: SupportLevel;
  readonly reason: string;
};

/** What a program shows in place of a cookie (RFC 6750). It proves nothing about who is there. */
export type Bearer = {
  /** `app`: an access token of one that the person signed in to · `key`: an API key. */
  readonly kind: 'app' | 'key';
  /** Of the session or of the key. */
  readonly id: string;
  /** The app, by its id in lib/config/clients.ts. */
  readonly clientId?: string;
  /** It may never do more, whatever its person may. */
  readonly scopes: readonly Scope[];
  /** Of an organization's own key: it opens nothing else. */
  readonly organizationId?: string;
};

export type Caller = {
  /** A program asks, and not a browser. */
  readonly bearer?: Bearer;
  readonly support?: Visit;
  /** Support asks this person for something, and they haven't answered yet. */
  readonly asked?: boolean;
  readonly user: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly role: Role;
    /** What the account can prove: 2 with a second factor. */
    readonly assurance: number;
    /** False for someone who only signs in other ways. */
    readonly hasPassword: boolean;
  };
  readonly session: {
    readonly id: string;
    readonly remembered: boolean;
    readonly idleSecondsLeft: number;
    readonly absoluteSecondsLeft: number;
    readonly stepUpSecondsLeft: number;
    /** Under the stricter limits of sensitive pages and actions. */
    readonly sensitive: { readonly idleSecondsLeft: number; readonly stepUpSecondsLeft: number };
  };
  /** The organization in the address, where the person belongs to it and its own rules let the session in. */
  readonly organization?: Seat;
  /** The same where they keep it out. Nothing is done or shown there before the person has given what is missing. */
  readonly closed?: Seat & { readonly because: ClosedBecause };
  /** The database's clock when the session was checked. */
  readonly now: Date;
};

/** A person in one of their organizations. */
export type Seat = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly role: OrganizationRole;
  /** What its own limits leave, in seconds; undefined where it has none. */
  readonly own?: {
    readonly idle: Seconds | undefined;
    readonly idleSecondsLeft: number | undefined;
    readonly proofSecondsLeft: number | undefined;
  };
};

export type SignedInContext = AnonymousContext & Caller;

/** Within an organization: every deed there names it. */
export type OrganizationContext = SignedInContext & { readonly organization: Seat };

/** How fresh a proof an action or a route demands. */
export type Freshness = 'recent' | 'sensitive';

export const needsProof = ({ session }: Caller, freshness: Freshness): boolean =>
  (freshness === 'sensitive' ? session.sensitive : session).stepUpSecondsLeft <= 0;

/** How strong a proof an action or a route demands, by who asks: 2 is two factors, whatever else the account could prove. */
export type Strength = (user: Caller['user']) => 1 | 2;

/** What is sensitive takes two factors of staff (docs/security.md K8). */
export const twoOfAdministrators: Strength = ({ role }) => (isStaff(role) ? 2 : 1);

/** No proof helps, however fresh: the account has to have a second factor first. */
export const lacksFactor = ({ user }: Caller, strength: Strength): boolean => user.assurance < strength(user);

/** The limits that the caller's session lives under. */
export const limitsOfCaller = (
  policy: Policy,
  { user, session, organization, support, bearer }: Omit<Caller, 'now'>,
): SessionLimits => {
  const kind = support ? 'support' : bearer ? 'api' : 'browser';
  const limits = limitsOf(policy, { remembered: session.remembered, role: user.role, kind });
  return withOwnIdle(limits, organization?.own?.idle);
};

/** Who sits there: while support acts, that is not the person whose account it is. */
export const whoActs = ({ support, user }: Pick<Caller, 'support' | 'user'>): string =>
  support?.staff.id ?? user.id;

/** A key is no session: `record` names it. */
const ownSession = ({ bearer, session }: Caller) => (bearer?.kind === 'key' ? {} : { sessionId: session.id });

/** The caller as the one who ends a session. */
export const endedBy = (ctx: Caller) => ({ userId: ctx.user.id, ...ownSession(ctx) });

/** The caller as named in the audit trail. */
export const actor = (ctx: Caller) => ({
  actorId: whoActs(ctx),
  userId: ctx.user.id,
  ...ownSession(ctx),
});

/** The same for what belongs to an organization: its own trail shows it. */
export const actorHere = (ctx: OrganizationContext) => ({
  ...actor(ctx),
  organizationId: ctx.organization.id,
});
