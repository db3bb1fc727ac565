import { describe, expect, test } from 'vitest';
import { flowWorld, trailOf } from '../../../tests/support/flow-world';
import { deleteAccount, restoreAccount } from './delete-account';
import { resetPassword } from './reset-password';

const world = flowWorld();
const invalid = { ok: false, reason: 'link_invalid' };

async function deleted() {
  const person = await world.person();
  const another = await world.anotherSession(person);
  const result = await deleteAccount(await world.signedIn(person.secret));
  if (!result.ok) throw new Error(result.reason);
  return { person, another, until: result.value.until };
}

test('every session ends, the password opens nothing, and the mail says until when it can be undone', async () => {
  const { person, another, until } = await deleted();
  for (const { secret } of [person, another])
    expect(await world.resume(secret)).toMatchObject({ kind: 'ended', reason: 'account_deleted' });
  expect(await world.opens(person.email)).toBe(false);
  const [mail] = await world
    .mailsTo(person.email)
    .then((all) => all.filter(({ kind }) => kind === 'deletion_requested'));
  expect(mail).toMatchObject({ kind: 'deletion_requested', facts: { until: until.toISOString() } });
  const days = (until.getTime() - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(6.9);
  expect(days).toBeLessThan(7.1);
  expect(trailOf(await world.auditOfUser(person.userId))).toContain('user_deletion_requested');
});

test('meanwhile no link leads back in but the one that undoes it', async () => {
  const { person } = await deleted();
  const token = await world.link(person.userId, 'reset_password');
  expect(await resetPassword(world.ctx(), { token, password: 'nine other unlikely otters' })).toEqual(
    invalid,
  );
});

test('the link brings the account back once; sessions stay ended', async () => {
  const { person } = await deleted();
  const token = await world.link(person.userId, 'undo_deletion');
  const all = await Promise.all(Array.from({ length: 5 }, () => restoreAccount(world.ctx(), { token })));
  expect(all.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await world.resume(person.secret)).toMatchObject({ kind: 'ended' });
  expect(await world.opens(person.email)).toBe(true);
  expect(trailOf(await world.auditOfUser(person.userId))).toContain('user_deletion_undone');
});

test('the link works for a week and not a second longer', async () => {
  const { person } = await deleted();
  const token = await world.link(person.userId, 'undo_deletion');
  await world.ageLinks(person.userId, 604_800);
  expect(await restoreAccount(world.ctx(), { token })).toEqual(invalid);
  expect(await world.opens(person.email)).toBe(false);
});

test('of two devices that delete at once one does, and one mail goes out', async () => {
  const person = await world.person();
  const another = await world.anotherSession(person);
  const contexts = [await world.signedIn(person.secret), await world.signedIn(another.secret)];
  const results = await Promise.all(contexts.map((ctx) => deleteAccount(ctx)));
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  const mails = (await world.mailsTo(person.email)).filter(({ kind }) => kind === 'deletion_requested');
  expect(mails).toHaveLength(1);
});

describe('nothing happens', () => {
  test('when it cannot be recorded', async () => {
    const person = await world.person();
    const ctx = world.unrecordable(await world.signedIn(person.secret));
    await expect(deleteAccount(ctx)).rejects.toThrow();
    expect(await world.opens(person.email)).toBe(true);
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'active' });
  });
});
