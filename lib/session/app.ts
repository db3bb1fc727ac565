/** Apps that people signed in to: rows of kind `api`. Found by the id that their access tokens name. */

import { and, eq, isNull, not, sql } from 'drizzle-orm';
import { type Database, type Executor, poolOf, type Transaction } from '../../db/client';
import { sessions } from '../../db/schema/sessions';
import { users } from '../../db/schema/users';
import type { Policy } from '../config/policy';
import { isScope, type Scope } from '../config/scopes';
import type { Device } from '../device';
import { appStatement } from './found-row';
import type { EndReason } from './reasons';
import { expired, notOverruled, ofApp, ofBrowser, overruled } from './sql';
import { type FoundSession, foundSeat, foundSession } from './store';

export type FoundApp = FoundSession & {
  readonly clientId: string;
  readonly scopes: readonly Scope[];
  /** The thumbprint of the key that its tokens are bound to. */
  readonly proofKey: string | null;
};

const own = {
  clientId: 's.client_id',
  scopes: "array_to_string(s.scopes, ' ')",
  proofKey: 's.proof_key',
} as const;
const [statement, statementWithin] = [appStatement(own, false), appStatement(own, true)];

/** One prepared statement, with the organization that is asked for, as for a browser. */
export async function findApp(
  db: Database,
  sessionId: string,
  organization?: { readonly slug: string },
): Promise<FoundApp | undefined> {
  const given = [sessionId, null, null];
  // A row is read by place, and the doors in front of a pool know rows by name.
  const { $client: pool } = poolOf(db);
  const asked = organization
    ? pool.unsafe(statementWithin, [...given, organization.slug], { prepare: true })
    : pool.unsafe(statement, given, { prepare: true });
  const [row] = await asked.values();
  if (!row) return undefined;
  const [clientId, scopes, proofKey] = row.slice(-Object.keys(own).length) as [string, string, string | null];
  return {
    ...foundSession(row),
    organization: organization && foundSeat(row),
    clientId,
    scopes: scopes.split(' ').filter(isScope),
    proofKey,
  };
}

/** A sign-in from an app: a row of its own, beside those of browsers. */
export type NewApp = {
  readonly userId: string;
  readonly clientId: string;
  readonly scopes: readonly Scope[];
  readonly proofKey: string | null;
  /** The hash of its first refresh token. */
  readonly secretHash: Buffer;
  readonly device: Device;
  readonly userAgent: string | null;
  readonly ip: string | null;
  /** The browser's session that it was allowed in: what was proven there, and when, is what was proven. */
  readonly allowedIn: string;
};

/** Undefined where the browser's session is over: then nothing may begin from it. All times come from the database. */
export async function startApp(
  db: Executor,
  app: NewApp,
  policy: Policy,
): Promise<{ id: string } | undefined> {
  const [browser] = await db
    .select({ at: sessions.authenticatedAt, how: sessions.authenticatedWith, assurance: sessions.assurance })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.id, app.allowedIn),
        eq(sessions.userId, app.userId),
        isNull(sessions.endedAt),
        ofBrowser,
        not(expired(policy).is),
        notOverruled,
      ),
    );
  if (!browser) return undefined;
  const { device, scopes, allowedIn: _allowed, ...columns } = app;
  const [row] = await db
    .insert(sessions)
    .values({
      ...columns,
      kind: 'api',
      scopes: [...scopes],
      deviceName: device.name,
      deviceKind: device.kind,
      signedInWith: browser.how,
      authenticatedWith: browser.how,
      authenticatedAt: browser.at,
      assurance: browser.assurance,
    })
    .returning({ id: sessions.id });
  return row;
}

export type HeldFamily = {
  readonly id: string;
  readonly userId: string;
  readonly clientId: string;
  readonly scopes: readonly Scope[];
  readonly proofKey: string | null;
  /** What it is over for, whether its row says so yet or not. */
  readonly over: { readonly reason: EndReason; readonly by: 'row' | 'account' | 'limit' } | undefined;
  readonly name: string;
  readonly now: Date;
};

/** Held until the end of the transaction: every refresh of one family waits for the one before. */
export async function holdFamily(
  tx: Transaction,
  id: string,
  policy: Policy,
): Promise<HeldFamily | undefined> {
  await tx.select({ id: sessions.id }).from(sessions).where(eq(sessions.id, id)).for('update');
  const limit = expired(policy);
  const [row] = await tx
    .select({
      id: sessions.id,
      userId: sessions.userId,
      clientId: sessions.clientId,
      scopes: sessions.scopes,
      proofKey: sessions.proofKey,
      name: sessions.deviceName,
      ended: sql<EndReason | null>`${sessions.endedReason}`,
      overruled: sql<EndReason | null>`${sql.raw(overruled.reason('sessions', 'users'))}`,
      limit: sql<EndReason | null>`case when ${limit.is} then ${limit.reason} end`,
      now: sql`now()`.mapWith(sessions.createdAt),
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, id), eq(sessions.kind, 'api')));
  if (!row) return undefined;
  const { clientId, scopes, ended, overruled: account, limit: past, ...rest } = row;
  return {
    ...rest,
    clientId: clientId ?? '',
    scopes: (scopes ?? []).filter(isScope),
    over: whyOver(ended, account, past),
  };
}

function whyOver(
  ended: EndReason | null,
  account: EndReason | null,
  past: EndReason | null,
): HeldFamily['over'] {
  if (ended) return { reason: ended, by: 'row' };
  if (account) return { reason: account, by: 'account' };
  return past ? { reason: past, by: 'limit' } : undefined;
}

/** Its refresh token was replaced, which is use. The epoch of its person goes on counting from when it began, or was last kept. */
export async function noteRefresh(db: Executor, id: string, secretHash: Buffer): Promise<void> {
  await db
    .update(sessions)
    .set({ secretHash, lastActiveAt: sql`now()` })
    .where(and(eq(sessions.id, id), isNull(sessions.endedAt)));
}

/**
 * They outlive what ends everything else. Before the epoch is raised, in the same transaction: what an earlier one is past does not
 * come back.
 */
export async function keepApps(tx: Transaction, userId: string): Promise<void> {
  const notOver = sql`exists (select 1 from ${users} where ${users.id} = ${sessions.userId} and ${notOverruled})`;
  await tx
    .update(sessions)
    .set({ rotatedAt: sql`now()` })
    .where(and(eq(sessions.userId, userId), ofApp, isNull(sessions.endedAt), notOver));
}
