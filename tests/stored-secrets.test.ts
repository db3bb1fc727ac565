import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { renameSession } from '../lib/flows/rename-session';
import { revokeSession } from '../lib/flows/revoke-session';
import { signIn } from '../lib/flows/sign-in';
import { signOut } from '../lib/flows/sign-out';
import { stepUp } from '../lib/flows/step-up';
import { hashOfSecret } from '../lib/session/secret';
import { flowWorld, password } from './support/flow-world';

const world = flowWorld();

/** Every column of every row of every table, as text: what somebody reads who has stolen the database. */
async function dump(): Promise<string> {
  const tables = await world.owner.execute<{ name: string }>(sql`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`);
  const rows = await Promise.all(
    tables.map(({ name }) =>
      world.owner.execute<{ row: string }>(sql.raw(`select t::text as row from ${name} as t`)),
    ),
  );
  return rows.flatMap((table) => table.map(({ row }) => row)).join('\n');
}

/** The ways in which a text could lie in a column. */
const formsOf = (secret: string) => [
  secret,
  Buffer.from(secret).toString('hex'),
  Buffer.from(secret).toString('base64'),
  Buffer.from(secret, 'base64url').toString('hex'),
  Buffer.from(secret, 'base64url').toString('base64'),
];

test('a stolen database holds neither a session secret nor a password, right or wrong', async () => {
  const wrong = 'a wrong but telling password';
  const person = await world.person();
  const phone = await world.anotherSession(person, { remember: true });
  const tablet = await world.anotherSession(person, { carried: await world.callerOf(phone.secret) });
  await signIn(world.ctx(), { email: person.email, password: wrong, remember: false });
  await signIn(world.ctx(), { email: 'nobody@example.com', password: wrong, remember: false });
  const ctx = await world.signedIn(person.secret);
  const presented = hashOfSecret(person.secret);
  await stepUp(ctx, { password: wrong, presented });
  const proven = await stepUp(ctx, { password, presented });
  if (!proven.ok) throw new Error(proven.reason);
  const next = await world.signedIn(proven.value.secret);
  await renameSession(next, { sessionId: tablet.sessionId, deviceName: 'Kitchen' });
  await revokeSession(next, { sessionId: tablet.sessionId });
  await signOut(next);

  const text = await dump();
  // It is the whole database that is looked at: what may be there is found.
  expect(text).toContain(person.email);
  expect(text).toContain(hashOfSecret(person.secret).toString('hex'));
  expect(text).toContain(tablet.sessionId);
  const secrets = [person.secret, phone.secret, tablet.secret, proven.value.secret];
  for (const form of [...secrets.flatMap(formsOf), ...formsOf(password), ...formsOf(wrong)]) {
    expect(text).not.toContain(form);
  }
});
