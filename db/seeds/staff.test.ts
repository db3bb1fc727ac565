import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { findAccount } from '../../lib/account/store';
import { defaultPolicy } from '../../lib/config/policy';
import { spendTotp } from '../../lib/second-factor/authenticator';
import { codeOf } from '../../lib/second-factor/totp';
import { endedVisits } from '../../lib/session/visits';
import { openGrants } from '../../lib/support/store';
import { flowWorld } from '../../tests/support/flow-world';
import { demoAccounts, seed } from '.';

const world = flowWorld();

test('the demo person on the staff gets in with the key that is printed, and with it alone', async () => {
  await seed(world.url);
  const sam = demoAccounts.find(({ role }) => role === 'administrator');
  const account = await findAccount(world.db, { email: sam?.email ?? '' });
  expect(account).toMatchObject({ email: 'sam@example.com', assurance: 2 });
  const [now] = await world.db.execute<{ step: number }>(
    sql`select floor(extract(epoch from clock_timestamp()) / 30)::int as step`,
  );
  const code = codeOf(sam?.key ?? '', now?.step ?? 0);
  expect(await spendTotp(world.db, account?.id ?? '', '000000')).toBe(false);
  expect(await spendTotp(world.db, account?.id ?? '', code)).toBe(true);
});

test('support has seen the account of the demo person once, with consent, and the history says so', async () => {
  const ada = await findAccount(world.db, { email: 'ada@example.com' });
  const userId = ada?.id ?? '';
  expect(await endedVisits(world.db, userId, defaultPolicy, 5)).toMatchObject([
    { endedReason: 'support_ended', byPerson: false, pages: 6, changes: 0, level: 'view' },
  ]);
  expect(await openGrants(world.db, userId)).toEqual([]);
  expect((await world.auditOfUser(userId)).map(({ event }) => event)).toEqual(
    expect.arrayContaining(['support_asked', 'support_granted', 'support_started', 'support_stopped']),
  );
});
