import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { signUps } from '../../../db/schema/sign-ups';
import { users } from '../../../db/schema/users';
import { flowWorld, password, randomIp, trailOf } from '../../../tests/support/flow-world';
import { product } from '../../config/product';
import { confirmEmail } from './confirm-email';
import { signUp } from './sign-up';

const world = flowWorld();
const ada = { name: 'Ada Lovelace', password };
const done = { ok: true, value: { signUpId: expect.stringMatching(/^[0-9a-f-]{36}$/) } };
const accounts = (email: string) => world.db.$count(users, eq(users.email, email));
const kinds = async (email: string) => (await world.mailsTo(email)).map(({ kind }) => kind);

test('a new account waits for its address to be confirmed: nobody is signed in, and its password opens nothing', async () => {
  const email = 'first@example.com';
  expect(await signUp(world.ctx(), { ...ada, email })).toEqual(done);
  const [row] = await world.db.select().from(users).where(eq(users.email, email));
  expect(row).toMatchObject({ name: 'Ada Lovelace', emailVerifiedAt: null });
  expect(trailOf(await world.auditOfUser(row?.id ?? ''))).toEqual(['user_created']);
  expect(await kinds(email)).toEqual(['confirm_email']);
  expect(await world.opens(email)).toBe(false);
  expect(await kinds(email), 'the right password brings the link once more').toEqual([
    'confirm_email',
    'confirm_email_again',
  ]);
});

test('a known address gets the same answer and a mail that says so, and its account is untouched', async () => {
  const person = await world.person();
  const before = await world.account(person.userId);
  const again = { ...ada, name: 'Eve', email: person.email, password: 'nine other unlikely otters' };
  expect(await signUp(world.ctx(), again)).toEqual(done);
  expect(await world.account(person.userId)).toEqual(before);
  expect(await kinds(person.email)).toEqual(['already_registered']);
  expect(await world.db.$count(signUps, eq(signUps.userId, person.userId))).toBe(0);
});

test('sign-ups with one address at the same moment make one account, and each gets its own link', async () => {
  const email = 'race@example.com';
  const results = await Promise.all([1, 2, 3].map(() => signUp(world.ctx(), { ...ada, email })));
  expect(results).toEqual([done, done, done]);
  expect(await accounts(email)).toBe(1);
  expect(await kinds(email)).toEqual(['confirm_email', 'confirm_email', 'confirm_email']);
});

test('an account whose beginning cannot be recorded does not exist, and nobody is written to', async () => {
  const email = 'unrecorded@example.com';
  await expect(signUp(world.unrecordable(world.ctx()), { ...ada, email })).rejects.toThrow();
  expect(await accounts(email)).toBe(0);
  expect(await kinds(email)).toEqual([]);
});

describe('anyone who signs up first with somebody else’s address', () => {
  test('does not choose the password that its owner confirms', async () => {
    const { email, userId, token: strangers } = await world.newcomer('Mallory');
    await signUp(world.ctx(), { name: 'Victoria', email, password: 'the owner’s own otters' });
    const [, own] = await world.db
      .select()
      .from(signUps)
      .where(eq(signUps.userId, userId))
      .orderBy(signUps.createdAt);
    const token = await world.link(userId, 'confirm_email', own?.id);
    expect(await confirmEmail(world.ctx(), { token })).toEqual({ ok: true, value: { email } });
    expect(await world.opens(email)).toBe(false);
    expect(await world.opens(email, 'the owner’s own otters')).toBe(true);
    expect((await world.account(userId)).name).toBe('Victoria');
    expect(await confirmEmail(world.ctx(), { token: strangers })).toEqual({
      ok: false,
      reason: 'link_invalid',
    });
  });
});

test('three mails an hour to one address, and the fourth is as silent as the rest', async () => {
  const email = 'flooded@example.com';
  for (let n = 0; n < 4; n++) expect(await signUp(world.ctx(), { ...ada, email })).toEqual(done);
  expect(await kinds(email)).toHaveLength(3);
});

test('an address that its person can still take back is nobody else’s', async () => {
  const { userId } = await world.person();
  await world.db.execute(sql`
    insert into email_changes (user_id, old_email, new_email, confirmed_at)
    values (${userId}, 'kept@example.com', 'new@example.com', now() - interval '6 days 23 hours')`);
  expect(await signUp(world.ctx(), { ...ada, email: 'kept@example.com' })).toEqual(done);
  expect(await accounts('kept@example.com')).toBe(0);
  await world.db.execute(
    sql`update email_changes set confirmed_at = now() - interval '7 days 1 second' where user_id = ${userId}`,
  );
  expect(await signUp(world.ctx(), { ...ada, email: 'kept@example.com' })).toEqual(done);
  expect(await accounts('kept@example.com')).toBe(1);
});

describe('a password that may not be chosen is refused with its reason, and no account is made', () => {
  test.each([
    ['fourteen chars', 'too_short'],
    [`${'a long one '.repeat(12)}`, 'too_long'],
    ['passwordpassword', 'common'],
    ['sunshinesunshine', 'repeated'],
    ['qwertyuiopasdfgh', 'sequence'],
    [`lovelace-1815-x-${product.name}`, 'contextual'],
    ['contextual.person', 'contextual'],
  ])('%s', async (typed, reason) => {
    const email = 'contextual.person@example.com';
    expect(await signUp(world.ctx(), { ...ada, email, password: typed })).toEqual({ ok: false, reason });
    expect(await accounts(email)).toBe(0);
  });

  test('and takes none of the tries of this source', async () => {
    const ip = randomIp();
    for (let n = 0; n < 10; n++)
      await signUp(world.ctx(ip), { ...ada, email: 'x@example.com', password: 'short' });
    expect(await signUp(world.ctx(ip), { ...ada, email: 'patient@example.com' })).toMatchObject({ ok: true });
  });
});

test('five sign-ups an hour from one source, not six', async () => {
  const ip = randomIp();
  const answers = [];
  for (let n = 1; n <= 6; n++)
    answers.push(await signUp(world.ctx(ip), { ...ada, email: `many-${n}@example.com` }));
  expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true, true, false]);
  expect(answers[5]).toMatchObject({ reason: 'rate_limited' });
  expect(await accounts('many-6@example.com')).toBe(0);
});
