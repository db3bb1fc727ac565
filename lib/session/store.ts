/** Finds the session that a secret opens: one prepared statement, one round trip, with the database's own clock. */

import { and, eq, isNull } from 'drizzle-orm';
import { type Database, type Executor, poolOf } from '../../db/client';
import { knownDevices } from '../../db/schema/known-devices';
import { rotatedSecrets } from '../../db/schema/rotated-secrets';
import { sessions } from '../../db/schema/sessions';
import { users } from '../../db/schema/users';
import type { Role } from '../config/policy';
import { isProofFor } from '../proof';
import type { Seconds } from '../time';
import type { OwnRules } from './door';
import { type Acquaintance, findById, findBySlug, findSeatStatement, findStatement, read } from './found-row';
import { notOverruled } from './sql';
import type { UsedFrom } from './used-from';
import type { SessionTimes } from './verdict';

export type FoundSession = SessionTimes & {
  readonly id: string;
  readonly remembered: boolean;
  /** Read with every request: a role that was taken away counts for nothing from the next one on. */
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
  /** Support asks this person for something, and they haven't answered yet. */
  readonly asked: boolean;
  /** The organization that was asked for, where the person belongs to it; whether there is one without them stays unsaid. */
  readonly organization?: FoundOrganization;
  /** Whether this request came from where, and with what, the session was used before. */
  readonly network: Acquaintance;
  readonly browser: Acquaintance;
  /** The database's clock at the moment of the look-up: the only clock a session decision may read. */
  readonly now: Date;
};

type FoundOrganization = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly role: string;
  /** Where this session was last: false after going from one organization to another. */
  readonly landed: boolean;
  readonly rules: OwnRules;
  /** `never`: its owners want no visits by support. */
  readonly supportAccess: string;
  /** Of this session, since its last proof. */
  readonly longestBreak: Seconds;
  /** Null where the person has proven nothing in it: a visit by support that they were only told of. */
  readonly provenAt: Date | null;
};

/** A page has its organization's slug in the address; what runs beside the page knows the id, which never changes. */
export type AskedOrganization = { readonly slug: string } | { readonly id: string };

export const dateOrNull = (text: string | null) => (text === null ? null : new Date(text));

/**
 * Prepared, so that it takes one wire round trip and not two.
 * Throws when the database cannot answer: being unable to ask is never "signed out". With an organization it also tells
 * whether the person belongs to it, and by which rules of its own, in the same statement.
 */
export async function findSession(
  db: Database,
  secretHash: Buffer,
  from: UsedFrom = { network: null, browser: null },
  organization?: AskedOrganization,
): Promise<FoundSession | undefined> {
  const parameters = [secretHash, from.network, from.browser];
  const [asked, given] =
    organization === undefined
      ? [findStatement, parameters]
      : 'slug' in organization
        ? [findBySlug, [...parameters, organization.slug]]
        : [findById, [...parameters, organization.id]];
  const [row] = await db.$client.unsafe(asked, given, { prepare: true }).values();
  return row && { ...foundSession(row), organization: foundSeat(row) };
}

/** What a session that was judged before may do in an organization that its address doesn't name. */
export async function findSeat(
  db: Database,
  sessionId: string,
  organizationId: string,
): Promise<FoundSession | undefined> {
  const given = [sessionId, null, null, organizationId];
  // A row is read by place, and the doors in front of a pool know rows by name.
  const [row] = await poolOf(db).$client.unsafe(findSeatStatement, given, { prepare: true }).values();
  return row && { ...foundSession(row), organization: foundSeat(row) };
}

/** `proven` names the column that tells when the person last proved who they are. */
export function foundSeat(
  row: readonly unknown[],
  proven: 'authenticatedAt' | 'personProvenAt' = 'authenticatedAt',
): FoundSession['organization'] {
  const role = read(row, 'organizationRole');
  if (!role) return undefined;
  return {
    id: read(row, 'organizationId'),
    slug: read(row, 'organizationSlug'),
    name: read(row, 'organizationName'),
    role,
    landed: read(row, 'landed'),
    longestBreak: read(row, 'longestBreak') as Seconds,
    provenAt: dateOrNull(read(row, proven)),
    rules: {
      validFrom: dateOrNull(read(row, 'validFrom')),
      idle: read(row, 'ownIdle') as Seconds | null,
      absolute: read(row, 'ownAbsolute') as Seconds | null,
      secondFactor: read(row, 'secondFactorRequired'),
      deletedAt: dateOrNull(read(row, 'deletedAt')),
    },
    supportAccess: read(row, 'supportAccess'),
  };
}

export function foundSession(row: readonly unknown[]): FoundSession {
  const now = new Date(read(row, 'now'));
  const assurance = read(row, 'assurance');
  const hasPassword = read(row, 'hasPassword');
  const network = read(row, 'network');
  const browser = read(row, 'browser');
  const reason = read(row, 'overruledReason');
  const overruledAt = read(row, 'overruledAt');
  const proof = { with: read(row, 'provenWith'), assurance: read(row, 'proven') };
  return {
    id: read(row, 'id'),
    remembered: read(row, 'remembered'),
    signedInAt: new Date(read(row, 'signedInAt')),
    lastActiveAt: new Date(read(row, 'lastActiveAt')),
    authenticatedAt: new Date(read(row, 'authenticatedAt')),
    endedAt: dateOrNull(read(row, 'endedAt')),
    endedReason: read(row, 'endedReason'),
    overruled: reason && overruledAt ? { reason, at: new Date(overruledAt) } : null,
    // The very request that brings a change is judged by it, before it is written down.
    changedAt: network === 'new' || browser === 'new' ? now : dateOrNull(read(row, 'changedAt')),
    returnedAt: dateOrNull(read(row, 'returnedAt')),
    outranked: !isProofFor(proof, { assurance, hasPassword }),
    network,
    browser,
    asked: read(row, 'asked'),
    user: {
      id: read(row, 'userId'),
      email: read(row, 'email'),
      name: read(row, 'name'),
      role: read(row, 'role'),
      assurance,
      hasPassword,
    },
    now,
  };
}

/** Whether a living session had this secret once, however many rotations ago: then the browser holds a newer cookie. */
export async function wasRotatedAway(db: Executor, secretHash: Buffer): Promise<boolean> {
  const rows = await db
    .select({ id: sessions.id })
    .from(rotatedSecrets)
    .innerJoin(sessions, eq(sessions.id, rotatedSecrets.sessionId))
    .where(and(eq(rotatedSecrets.secretHash, secretHash), isNull(sessions.endedAt)))
    .limit(1);
  return rows.length > 0;
}

/** Whether the browser with this value has begun a session that lives, so that it holds another cookie than a dead one. */
export async function livesInBrowser(db: Executor, deviceHash: Buffer): Promise<boolean> {
  const rows = await db
    .select({ id: sessions.id })
    .from(knownDevices)
    .innerJoin(
      sessions,
      and(eq(sessions.userId, knownDevices.userId), eq(sessions.deviceId, knownDevices.id)),
    )
    .where(and(eq(knownDevices.deviceHash, deviceHash), isNull(sessions.endedAt)))
    .limit(1);
  return rows.length > 0;
}

/**
 * Whether a session has not been ended, as of now: a caller that waited for a lock may have been signed out in the meantime, as
 * well by what overrules the session as by its own row.
 */
export async function hasNotEnded(db: Executor, id: string): Promise<boolean> {
  const rows = await db
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, id), isNull(sessions.endedAt), notOverruled));
  return rows.length > 0;
}

/** How the person proved who they are, in the words of lib/proof. */
export async function provenWith(db: Executor, id: string): Promise<string> {
  const [row] = await db
    .select({ proven: sessions.authenticatedWith })
    .from(sessions)
    .where(eq(sessions.id, id));
  return row?.proven ?? 'password';
}

/** Whose session this is, to tell a guess at someone else's from one's own that has ended. */
export async function ownerOfSession(db: Executor, id: string): Promise<string | undefined> {
  const [row] = await db
    .select({ userId: sessions.userId })
    .from(sessions)
    .where(eq(sessions.id, id))
    .limit(1);
  return row?.userId;
}
