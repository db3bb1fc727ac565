import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { findAccount } from '../../lib/account/store';
import { spendTotp } from '../../lib/second-factor/authenticator';
import { codeOf } from '../../lib/second-factor/totp';
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
