import { expect, test } from 'vitest';
import { factorWorld } from '../../../tests/support/factors';
import { flowWorld, password } from '../../../tests/support/flow-world';
import { addEmailChange } from '../../account/email-changes';
import { confirmNewEmail } from '../account/change-email';
import { resetPassword } from '../account/reset-password';
import { signIn } from '../sign-in/sign-in';
import { removeFactors } from './remove-factors';

const world = flowWorld();
const { protectedPerson, recoveryCodes } = factorWorld(world);
const other = 'nine other unlikely otters';

const enter = (email: string, typed: string) =>
  signIn(world.ctx(), { email, password: typed, remember: false });

test('the factors are gone, everybody is signed out, and the person starts again from their mailbox', async () => {
  const person = await protectedPerson();
  const { secret } = await recoveryCodes(person);
  expect(await removeFactors(world.ctx(), person)).toMatchObject({ ok: true, value: { ended: 1 } });
  expect(await world.resume(secret)).toMatchObject({ kind: 'ended', reason: 'factors_changed' });
  expect(await enter(person.email, password)).toMatchObject({ ok: false, reason: 'invalid_credentials' });
  const token = await world.link(person.userId, 'reset_password');
  await resetPassword(world.ctx(), { token, password: other });
  expect(await enter(person.email, other)).toMatchObject({ ok: true });
  const trail = await world.auditOfUser(person.userId);
  expect(trail.filter(({ event }) => event === 'factor_removed')).toMatchObject([
    { actorId: null, reason: 'operator' },
  ]);
  const mails = (await world.mailsTo(person.email)).map(({ kind }) => kind);
  expect(mails).toContain('factor_removed');
});

test('a change of address that a thief has begun does not lead back in', async () => {
  const person = await protectedPerson();
  const change = { userId: person.userId, oldEmail: person.email, newEmail: `thief-${person.email}` };
  const changeId = await addEmailChange(world.db, change);
  const token = await world.link(person.userId, 'confirm_new_email', changeId);
  const reset = await world.link(person.userId, 'reset_password');
  await removeFactors(world.ctx(), person);
  expect(await world.works(token, 'confirm_new_email')).toBe(false);
  expect(await world.works(reset, 'reset_password')).toBe(false);
  expect(await confirmNewEmail(world.ctx(), { token })).toMatchObject({ ok: false });
  expect((await world.account(person.userId)).email).toBe(person.email);
});

test('an account without any is left as it is', async () => {
  const person = await world.person();
  const before = await world.account(person.userId);
  expect(await removeFactors(world.ctx(), person)).toEqual({ ok: false, reason: 'no_factors' });
  expect(await removeFactors(world.ctx(), { email: 'nobody@example.com' })).toEqual({
    ok: false,
    reason: 'not_found',
  });
  expect(await world.account(person.userId)).toEqual(before);
  expect(await world.resume(person.secret)).toMatchObject({ kind: 'active' });
});
