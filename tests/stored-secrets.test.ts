import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { mails } from '../db/schema/mails';
import { sendMail } from '../lib/flows/scheduled/send-mail';
import { renameSession } from '../lib/flows/session/rename-session';
import { revokeSession } from '../lib/flows/session/revoke-session';
import { signOut } from '../lib/flows/session/sign-out';
import { stepUp } from '../lib/flows/session/step-up';
import { signIn } from '../lib/flows/sign-in/sign-in';
import { queueMail } from '../lib/mail/outbox';
import { type Message, NotTaken } from '../lib/mail/transport';
import { hashOfSecret } from '../lib/secret';
import { codeWorld } from './support/email-codes';
import { factorWorld } from './support/factors';
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

test('a stolen database holds no token of a mailed link, neither before it is sent, nor after, nor when it was refused', async () => {
  const { email, userId } = await world.person();
  const handed: string[] = [];
  const ctx = (taken: boolean) => ({
    ...world.ctx(),
    appUrl: new URL('https://app.test'),
    transport: {
      deliver: async ({ text }: Message) => {
        for (const [, token = ''] of text.matchAll(/token=([\w-]{43})/g)) handed.push(token);
        if (!taken) throw new NotTaken('ETEST', 451, false);
      },
    },
  });
  const facts = { device: 'Chrome on Mac' };
  await queueMail(world.db, { kind: 'password_changed', recipient: email, userId, facts });
  await queueMail(world.db, { kind: 'reset_password', recipient: email, facts });
  const [reset] = await world.db.execute<{ id: string }>(
    sql`insert into factor_resets (user_id) values (${userId}) returning id`,
  );
  const wait = { resetId: reset?.id ?? '', until: new Date().toISOString(), begunWith: 'password' } as const;
  for (const kind of ['factor_reset_requested', 'factor_reset_soon', 'factor_reset_ready'] as const)
    await queueMail(world.db, { kind, recipient: email, userId, facts: { ...facts, ...wait } });
  const rows = await world.db.select().from(mails);
  for (const { id } of rows) await expect(sendMail(ctx(false), id)).rejects.toThrow('not taken');
  for (const { id } of rows) await sendMail(ctx(true), id);

  const text = await dump();
  expect(text).toContain(email);
  expect(handed).toHaveLength(10);
  for (const token of handed) {
    expect(text).toContain(hashOfSecret(token).toString('hex'));
    for (const form of formsOf(token)) expect(text).not.toContain(form);
  }
  expect(text).not.toContain('token=');
});

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

test('a stolen database makes no codes: it holds neither a seed nor a recovery code, nor what waits for one', async () => {
  const { protectedPerson, pending, recoveryCodes } = factorWorld(world);
  const person = await protectedPerson();
  const waiting = await pending(person.email);
  const { codes } = await recoveryCodes(person);
  const text = await dump();
  expect(text).toContain(person.email);
  const seed = decodeBase32(person.seed);
  const secrets = [
    ...formsOf(waiting),
    ...formsOf(person.seed),
    seed.toString('hex'),
    seed.toString('base64'),
  ];
  for (const code of codes) secrets.push(code, ...formsOf(code.replaceAll('-', '')));
  for (const form of secrets) expect(text).not.toContain(form);
});

test('a stolen database holds no code from a mail, nor what a browser keeps for it', async () => {
  const { asked, give } = codeWorld(world);
  const { email } = await world.person();
  const open = await asked(email);
  const used = await asked(email);
  expect((await give(used.held, used.code)).ok).toBe(true);
  expect((await give(open.held, '00000000')).ok).toBe(false);
  const text = await dump();
  expect(text).toContain(email);
  for (const { held, code } of [open, used]) {
    expect(text).toContain(hashOfSecret(held).toString('hex'));
    expect(text).not.toMatch(new RegExp(`(?<![0-9a-f])${code}(?![0-9a-f])`));
    for (const form of [...formsOf(held), ...formsOf(code).slice(1, 3)]) expect(text).not.toContain(form);
  }
});

function decodeBase32(text: string): Buffer {
  const bits = [...text].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2));
  const bytes =
    bits
      .map((each) => each.padStart(5, '0'))
      .join('')
      .match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
