/** The limits of a session written as SQL, so that bulk statements follow the same rule as `judge`. */

import { type SQL, sql } from 'drizzle-orm';
import { sessions } from '../../db/schema/sessions';
import { limitsOf, type Policy } from '../config/policy';

const interval = (length: number): SQL => sql`make_interval(secs => ${length})`;

export const ago = (length: number): SQL => sql`now() - ${interval(length)}`;

/** When the row's idle and absolute limits fall, by its own kind. */
function deadlines(policy: Policy): { idle: SQL; absolute: SQL } {
  const [remembered, browser] = [
    limitsOf(policy, { remembered: true }),
    limitsOf(policy, { remembered: false }),
  ];
  const either = (a: number, b: number) =>
    sql`case when ${sessions.remembered} then ${interval(a)} else ${interval(b)} end`;
  return {
    idle: sql`(${sessions.lastActiveAt} + ${either(remembered.idle, browser.idle)})`,
    absolute: sql`(${sessions.signedInAt} + ${either(remembered.absolute, browser.absolute)})`,
  };
}

export function expired(policy: Policy): { is: SQL<boolean>; at: SQL; reason: SQL } {
  const { idle, absolute } = deadlines(policy);
  return {
    is: sql`(${idle} <= now() or ${absolute} <= now())`,
    at: sql`least(${idle}, ${absolute})`,
    reason: sql`case when ${idle} < ${absolute} then 'idle_timeout' else 'absolute_timeout' end`,
  };
}
