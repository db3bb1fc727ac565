/** The tests' own door to the database: time travel, and a look behind the pages. */

import postgres from 'postgres';
import { onnotice } from '../../db/notices';
import type { TestPerson } from './people';

/** Connects with its first statement, so that listing tests needs no database. */
export const sql = postgres(process.env.E2E_DATABASE_URL ?? 'postgres://unset.invalid/unset', {
  max: 2,
  idle_timeout: 20,
  onnotice,
});

export type StoredSession = {
  readonly id: string;
  readonly user_id: string;
  readonly secret_hash: Buffer;
  readonly created_at: Date;
  readonly signed_in_at: Date;
  readonly last_active_at: Date;
  readonly authenticated_at: Date;
  readonly authenticated_with: string;
  readonly remembered: boolean;
  readonly ip: string | null;
  readonly device_name: string;
  readonly ended_at: Date | null;
  readonly ended_reason: string | null;
  readonly ended_from: string | null;
};

/** All sessions of a person, live and ended, the newest sign-in first. */
export const sessionRows = (person: Pick<TestPerson, 'id'>): Promise<StoredSession[]> =>
  sql<StoredSession[]>`select * from sessions where user_id = ${person.id} order by created_at desc, id`;

export async function sessionRow(id: string): Promise<StoredSession> {
  const [row] = await sql<StoredSession[]>`select * from sessions where id = ${id}`;
  if (!row) throw new Error(`there is no session ${id}`);
  return row;
}

/** The one live session of a person who has exactly one. */
export async function liveSession(person: Pick<TestPerson, 'id'>): Promise<StoredSession> {
  const [row, ...more] = (await sessionRows(person)).filter(({ ended_at }) => ended_at === null);
  if (!row || more.length > 0)
    throw new Error(`expected one live session, there are ${row ? more.length + 1 : 0}`);
  return row;
}

/** How long ago things happened, in seconds of the database's clock. What is not named stays. */
export type SessionAge = {
  /** The last activity. The idle timeout is 1,800. */
  readonly idleSeconds?: number;
  /** The sign-in. The absolute limit is 43,200. */
  readonly absoluteSeconds?: number;
  /** The last proof of who it is. The step-up window is 600. */
  readonly stepUpSeconds?: number;
};

/** Time travel: one session by its id, or all live ones of a person, become as old as said. */
export async function age(whose: string | Pick<TestPerson, 'id'>, to: SessionAge): Promise<void> {
  const which = typeof whose === 'string' ? sql`id = ${whose}` : sql`user_id = ${whose.id}`;
  const back = (column: string, seconds: number | undefined) =>
    seconds === undefined ? sql(column) : sql`now() - make_interval(secs => ${seconds})`;
  const rows = await sql`
    update sessions set
      last_active_at = ${back('last_active_at', to.idleSeconds)},
      signed_in_at = ${back('signed_in_at', to.absoluteSeconds)},
      authenticated_at = ${back('authenticated_at', to.stepUpSeconds)}
    where ${which} and ended_at is null returning id`;
  if (rows.length === 0) throw new Error('there is no live session to age');
}

/** Ends a session behind everybody's back, as another instance or an operator would. */
export async function endInDatabase(whose: string | Pick<TestPerson, 'id'>, reason: string): Promise<void> {
  const which = typeof whose === 'string' ? sql`id = ${whose}` : sql`user_id = ${whose.id}`;
  await sql`update sessions set ended_at = now(), ended_reason = ${reason} where ${which} and ended_at is null`;
}

export type AuditRow = { event: string; outcome: string; reason: string | null; session_id: string | null };

/** What was recorded about a person's account or done by them, oldest first. */
export const auditRows = (person: Pick<TestPerson, 'id'>): Promise<AuditRow[]> =>
  sql<AuditRow[]>`
    select event, outcome, reason, session_id from audit_events
    where user_id = ${person.id} or actor_id = ${person.id} order by id`;
