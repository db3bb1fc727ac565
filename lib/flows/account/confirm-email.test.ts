import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { flowWorld, password, trailOf } from '../../../tests/support/flow-world';
import { signIn } from '../sign-in/sign-in';
import { confirmEmail } from './confirm-email';
import { resendConfirmation } from './forgot-password';

const world = flowWorld();
const invalid = { ok: false, reason: 'link_invalid' };
const kinds = async (email: string) => (await world.mailsTo(email)).map(({ kind }) => kind);

test('the link confirms the address, and then the password opens the account', async () => {
  const { userId, email, token } = await world.newcomer();
  expect(await world.opens(email)).toBe(false);
  expect(await confirmEmail(world.ctx(), { token })).toEqual({ ok: true, value: { email } });
  expect((await world.account(userId)).emailVerifiedAt).toBeInstanceOf(Date);
  expect(trailOf(await world.auditOfUser(userId))).toContain('user_confirmed');
  expect(await world.opens(email)).toBe(true);
});

describe('a link', () => {
  test('works for a day and not a second longer', async () => {
    const { userId, token } = await world.newcomer();
    await world.ageLinks(userId, 86_400);
    expect(await confirmEmail(world.ctx(), { token })).toEqual(invalid);
    expect((await world.account(userId)).emailVerifiedAt).toBeNull();
    await world.ageLinks(userId, 86_390);
    expect(await confirmEmail(world.ctx(), { token })).toMatchObject({ ok: true });
  });

  test('works once, also for ten at the same moment', async () => {
    const { token } = await world.newcomer();
    const results = await Promise.all(Array.from({ length: 10 }, () => confirmEmail(world.ctx(), { token })));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.filter(({ ok }) => !ok)).toEqual(Array(9).fill(invalid));
  });

  test.each([
    ['nothing', undefined],
    ['a list', ['x']],
    ['too short', 'abc'],
    ['unknown', randomBytes(32).toString('base64url')],
    ['with a NUL', `${'a'.repeat(42)}\u0000`],
  ])('that is %s is refused', async (_what, token) => {
    expect(await confirmEmail(world.ctx(), { token })).toEqual(invalid);
  });

  test('for something else does not confirm', async () => {
    const { userId } = await world.newcomer();
    const token = await world.link(userId, 'reset_password');
    expect(await confirmEmail(world.ctx(), { token })).toEqual(invalid);
    expect((await world.account(userId)).emailVerifiedAt).toBeNull();
  });

  test('whose use cannot be recorded is not used up', async () => {
    const { token } = await world.newcomer();
    await expect(confirmEmail(world.unrecordable(world.ctx()), { token })).rejects.toThrow();
    expect(await confirmEmail(world.ctx(), { token })).toMatchObject({ ok: true });
  });
});

test('the browser that confirms is known from then on: its first sign-in alarms nobody', async () => {
  const { email, token } = await world.newcomer();
  const deviceHash = randomBytes(32);
  await confirmEmail(world.ctx(), { token, deviceHash });
  await signIn(world.ctx(), { email, password, remember: false, deviceHash });
  expect(await kinds(email)).not.toContain('new_sign_in');
  await signIn(world.ctx(), { email, password, remember: false, deviceHash: randomBytes(32) });
  expect(await kinds(email)).toContain('new_sign_in');
});

describe('asking for the link once more', () => {
  test('is answered by a mail once a minute', async () => {
    const { email, signUpId } = await world.newcomer();
    await resendConfirmation(world.ctx(), { email, signUpId });
    await resendConfirmation(world.ctx(), { email, signUpId });
    expect(await kinds(email)).toEqual(['confirm_email', 'confirm_email_again']);
  });

  test('does the same for an address that nobody has', async () => {
    const email = 'nobody-waits@example.com';
    await resendConfirmation(world.ctx(), { email, signUpId: randomUUID() });
    expect(await kinds('nobody-waits@example.com')).toEqual(['confirm_email_again']);
  });
});
