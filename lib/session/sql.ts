/** The limits of a session written as SQL, so that bulk statements follow the same rule as `judge`. */

import { type SQL, sql } from 'drizzle-orm';
import { lasting } from '../../db/ago';
import { sessions } from '../../db/schema/sessions';
import { users } from '../../db/schema/users';
import { limitsOf, type Policy, type SessionLimits } from '../config/policy';

type Becoming = {
  readonly disabled: string;
  readonly deleted: string;
  readonly older: string;
  readonly closed: string;
};

/** The one row of an emergency. Proof does not move `signed_in_at`, so no rotation brings a session back past it. */
const closing = (column: string) => `(select closing.${column} from platform closing)`;

const became = (session: string, user: string, { disabled, deleted, older, closed }: Becoming) =>
  `case when ${user}.disabled_at is not null then ${disabled} when ${user}.deletion_requested_at is not null then ${deleted} when ${session}.rotated_at < ${user}.sessions_valid_from then ${older} when ${session}.signed_in_at < ${closing('sessions_valid_from')} then ${closed} end`;

/**
 * Why and since when something above the session speaks against it, null where nothing does: its account is disabled or
 * deleted, its secret is older than the person's epoch, or it began before everyone was signed out. Plain text, so that it fits
 * into prepared statements.
 */
export const overruled = {
  reason: (session: string, user: string) =>
    became(session, user, {
      disabled: "'account_disabled'",
      deleted: "'account_deleted'",
      older: `${user}.sessions_ended_reason`,
      closed: closing('reason'),
    }),
  at: (session: string, user: string) =>
    became(session, user, {
      disabled: `${user}.disabled_at`,
      deleted: `${user}.deletion_requested_at`,
      older: `${user}.sessions_valid_from`,
      closed: closing('sessions_valid_from'),
    }),
};

/** The same for statements that join both tables under their own names. */
export const notOverruled: SQL = sql.raw(`(${overruled.reason('sessions', 'users')}) is null`);

/** In a browser: neither an app nor a visit by support. */
export const ofBrowser: SQL = sql`${sessions.kind} = 'browser'`;

/** An app that its person signed in to. */
export const ofApp: SQL = sql`${sessions.kind} = 'api'`;

/** Of the person's own, in browsers and apps, and not a visit by support. */
export const ofPersonsOwn: SQL = sql`${sessions.kind} in ('browser', 'api')`;

/**
 * The session with this id, unless someone else holds its row: work that can be done later must not wait in a request and
 * keep a connection from others.
 */
export const unlessHeld = (id: string): SQL =>
  sql`${sessions.id} = (select s.id from ${sessions} s where s.id = ${id} for update skip locked)`;

const ofStaff = sql`(select ${users.role} <> 'member' from ${users} where ${users.id} = ${sessions.userId})`;

/** When the row's idle and absolute limits fall, by its own kind and its person's role of now. */
function deadlines(policy: Policy): { idle: SQL; absolute: SQL } {
  const kinds = [true, false].map((remembered) => ({
    member: limitsOf(policy, { remembered, role: 'member' }),
    admin: limitsOf(policy, { remembered, role: 'administrator' }),
  }));
  const visit = limitsOf(policy, { remembered: false, role: 'member', kind: 'support' });
  const app = {
    member: limitsOf(policy, { remembered: false, role: 'member', kind: 'api' }),
    admin: limitsOf(policy, { remembered: false, role: 'administrator', kind: 'api' }),
  };
  const length = (which: 'idle' | 'absolute') => {
    const [remembered, browser] = kinds.map(({ member, admin }) => byRole(member, admin, which));
    return sql`case ${sessions.kind} when 'support' then ${lasting(visit[which])} when 'api' then ${byRole(app.member, app.admin, which)}
      else case when ${sessions.remembered} then ${remembered} else ${browser} end end`;
  };
  return {
    idle: sql`(${sessions.lastActiveAt} + ${length('idle')})`,
    absolute: sql`(${sessions.signedInAt} + ${length('absolute')})`,
  };
}

/** Where the role makes no difference nobody is looked up: the sweep asks this of every live row. */
const byRole = (member: SessionLimits, admin: SessionLimits, which: 'idle' | 'absolute'): SQL =>
  member[which] === admin[which]
    ? lasting(member[which])
    : sql`case when ${ofStaff} then ${lasting(admin[which])} else ${lasting(member[which])} end`;

export function expired(policy: Policy): { is: SQL<boolean>; at: SQL; reason: SQL } {
  const { idle, absolute } = deadlines(policy);
  return {
    is: sql`(${idle} <= now() or ${absolute} <= now())`,
    at: sql`least(${idle}, ${absolute})`,
    reason: sql`case when ${idle} < ${absolute} then 'idle_timeout' else 'absolute_timeout' end`,
  };
}
