/** Whom a feature that is switched off would lock out: the boot is refused while there is anyone (lib/worker/switch-check.ts). */

import { sql } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { identities } from '../../db/schema/identities';
import { passkeys } from '../../db/schema/passkeys';
import { totpAuthenticators } from '../../db/schema/totp-authenticators';
import { users } from '../../db/schema/users';
import { type Feature, isOn } from '../config/features';

const waysIn = ['passkeys', 'authenticatorApp', 'google', 'github'] as const;
type WayIn = (typeof waysIn)[number];

export type Stranded = { readonly feature: WayIn; readonly accounts: number };

/**
 * Counts the accounts that a feature, now off, let in, and that nothing else does: neither a password, a mailed code nor
 * another account as the first factor, or no second one where the account has one. A link to choose a password is no way
 * in by itself. Reads nothing while every way in is on.
 */
export async function countStranded(
  db: Executor,
  on: (feature: Feature) => boolean = isOn,
): Promise<readonly Stranded[]> {
  const off = waysIn.filter((way) => !on(way));
  if (off.length === 0) return [];
  const linked = (provider: string) =>
    sql`exists (select from ${identities} i where i.user_id = u.id and i.provider = ${provider})`;
  const rows = await db.execute<{ way: WayIn; accounts: number }>(sql`
    with account as (
      select u.has_password, u.assurance,
        exists (select from ${passkeys} p where p.user_id = u.id) as passkeys,
        exists (select from ${totpAuthenticators} t where t.user_id = u.id and t.confirmed_at is not null) as app,
        ${linked('google')} as google, ${linked('github')} as github
      from ${users} u where u.disabled_at is null and u.email_verified_at is not null),
    stranded as (
      select * from account where not (
        (passkeys and ${on('passkeys')}::boolean) or (
          (has_password or ${on('emailedCodes')}::boolean or (google and ${on('google')}::boolean)
            or (github and ${on('github')}::boolean))
          and (assurance = 1 or (app and ${on('authenticatorApp')}::boolean)))))
    select way, count(*)::int as accounts from stranded, lateral (
      values ('passkeys', passkeys), ('authenticatorApp', app), ('google', google), ('github', github)) as had(way, has)
    where has group by way order by way`);
  return rows
    .filter(({ way }) => off.includes(way))
    .map(({ way: feature, accounts }) => ({ feature, accounts }));
}
