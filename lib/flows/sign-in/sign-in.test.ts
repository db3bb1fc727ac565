import { hash } from '@node-rs/argon2';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { sessions } from '../../../db/schema/sessions';
import { users } from '../../../db/schema/users';
import { flowWorld, type Person, password, trailOf } from '../../../tests/support/flow-world';
import { hashPassword, verifyPassword } from '../../account/password-hash';
import { type SignInInput, signIn } from './sign-in';

const world = flowWorld();

const attempt = (person: { email: string }, change: Partial<SignInInput> = {}) =>
  signIn(world.ctx(), { email: person.email, password, remember: false, ...change });

const sessionsOf = (userId: string) => world.db.$count(sessions, eq(sessions.userId, userId));
const hashOf = async ({ userId }: Person) => {
  const [row] = await world.db.select().from(users).where(eq(users.id, userId));
  return row?.passwordHash ?? '';
};

describe('the right password', () => {
  test('begins a session of its own, with its device and source, recorded in the same breath', async () => {
    const person = await world.person();
    const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0';
    const ctx = world.ctx('2001:db8::7', agent);
    const result = await signIn(ctx, { email: person.email, password, remember: true });
    if (!result.ok) throw new Error(result.reason);
    expect(result.value).toMatchObject({ userId: person.userId, remembered: true });
    expect(await world.row(result.value.sessionId)).toMatchObject({
      userId: person.userId,
      remembered: true,
      deviceName: 'Firefox on Linux',
      deviceKind: 'desktop',
      userAgent: agent,
      ip: '2001:db8::7',
    });
    const events = await world.audit(result.value.sessionId);
    expect(trailOf(events)).toEqual(['session_created', 'authn_login_success']);
    expect(events[1]).toMatchObject({
      actorId: person.userId,
      ip: '2001:db8::7',
      requestId: ctx.request?.id,
    });
  });

  test('given twice in the same second makes two sessions', async () => {
    const person = await world.person();
    const [one, two] = [await world.anotherSession(person), await world.anotherSession(person)];
    expect(one.sessionId).not.toBe(two.sessionId);
    expect(one.secret).not.toBe(two.secret);
    expect(await sessionsOf(person.userId)).toBe(3);
  });

  test('from a source without address and with an odd user agent still signs in', async () => {
    const person = await world.person();
    const ctx = { ...world.ctx(), request: { id: 'r1', ip: null, userAgent: '\u{1F98A}'.repeat(200) } };
    expect(await signIn(ctx, { email: person.email, password, remember: false })).toMatchObject({ ok: true });
  });

  test('written with another Unicode form is the same, with another case or space it is not', async () => {
    const person = await world.person();
    const composed = 'cafés without tables';
    const passwordHash = await hashPassword(composed);
    await world.db.update(users).set({ passwordHash }).where(eq(users.id, person.userId));
    const tries = [composed.normalize('NFD'), composed.toUpperCase(), ` ${composed}`, composed.slice(0, -1)];
    const answers = [];
    for (const typed of tries) answers.push((await attempt(person, { password: typed })).ok);
    expect(answers).toEqual([true, false, false, false]);
  });

  test('begins nothing when it cannot be recorded', async () => {
    const person = await world.person();
    const asked = signIn(world.unrecordable(world.ctx()), { email: person.email, password, remember: false });
    await expect(asked).rejects.toThrow();
    expect(await sessionsOf(person.userId)).toBe(1);
  });
});

describe('the session that the browser carried', () => {
  test('is replaced, and its secret is dead', async () => {
    const person = await world.person();
    const carried = await world.callerOf(person.secret);
    const next = await world.anotherSession(person, { carried });
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'ended', reason: 'replaced' });
    expect(await world.row(person.sessionId)).toMatchObject({
      endedReason: 'replaced',
      endedBy: person.userId,
      endedFrom: next.sessionId,
    });
    expect((await world.audit(person.sessionId)).at(-1)).toMatchObject({
      event: 'session_expired',
      reason: 'replaced',
    });
  });

  test('when it is another person’s ends too, and never becomes this one’s', async () => {
    const [attacker, victim] = [await world.person('Eve'), await world.person()];
    const next = await world.anotherSession(victim, { carried: await world.callerOf(attacker.secret) });
    expect(next.sessionId).not.toBe(attacker.sessionId);
    const row = await world.row(attacker.sessionId);
    expect(row).toMatchObject({ userId: attacker.userId, endedReason: 'replaced' });
    expect(row.secretHash).not.toEqual((await world.row(next.sessionId)).secretHash);
  });

  test('stays when the password is wrong', async () => {
    const person = await world.person();
    await attempt(person, { password: 'wrong', carried: await world.callerOf(person.secret) });
    expect(await world.resume(person.secret)).toMatchObject({ kind: 'active' });
  });
});

describe('refused with the same word', () => {
  test('an unknown address, a wrong password and a switched-off account', async () => {
    const [wrong, off] = [await world.person(), await world.person()];
    await world.db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, off.userId));
    const refusal = { ok: false, reason: 'invalid_credentials' };
    expect(await attempt(wrong, { password: 'not the right password' })).toEqual(refusal);
    expect(await attempt({ email: 'nobody@example.com' })).toEqual(refusal);
    expect(await attempt(off)).toEqual(refusal);
    expect([await sessionsOf(wrong.userId), await sessionsOf(off.userId)]).toEqual([1, 1]);
    expect(trailOf(await world.auditOfUser(wrong.userId)).at(-1)).toBe('authn_login_fail');
  });

  test('an unknown address costs a password’s hashing, like a known one', async () => {
    const people = [await world.person(), await world.person(), await world.person()];
    const time = async (email: string) => {
      const began = performance.now();
      await attempt({ email }, { password: 'not the right password' });
      return performance.now() - began;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (const { email } of people) {
      known.push(await time(email));
      unknown.push(await time(`x${email}`));
    }
    // Without the decoy it would be a tenth.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 2);
  });

  test('a password of 129 characters, even where the account has that very one', async () => {
    const person = await world.person();
    const long = 'x y z '.repeat(22).slice(0, 129);
    const set = (passwordHash: string) =>
      world.db.update(users).set({ passwordHash }).where(eq(users.id, person.userId));
    await set(await hashPassword(long));
    expect(await attempt(person, { password: long })).toEqual({ ok: false, reason: 'invalid_credentials' });
    await set(await hashPassword(long.slice(0, 128)));
    expect(await attempt(person, { password: long.slice(0, 128) })).toMatchObject({ ok: true });
  });

  test('a megabyte of password, in the time of a short one', async () => {
    const person = await world.person();
    const began = performance.now();
    expect((await attempt(person, { password: 'x'.repeat(1_000_000) })).ok).toBe(false);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

describe('the stored password', () => {
  test('is argon2id with at least 19 MiB, two passes and a salt of its own', async () => {
    const hashes = [await hashOf(await world.person()), await hashOf(await world.person())];
    for (const text of hashes)
      expect(text).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22,}\$[\w+/]{43}$/);
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  test('made with weaker parameters is made again at the next sign-in', async () => {
    const person = await world.person();
    const weaker = await hash(password, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    await world.db.update(users).set({ passwordHash: weaker }).where(eq(users.id, person.userId));
    expect((await attempt(person, { password: 'not the right password' })).ok).toBe(false);
    expect(await hashOf(person)).toBe(weaker);
    expect((await attempt(person)).ok).toBe(true);
    const renewed = await hashOf(person);
    expect(renewed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await attempt(person)).ok).toBe(true);
    expect(await hashOf(person)).toBe(renewed);
  });

  test('that is damaged opens nothing and breaks nothing', async () => {
    for (const damaged of ['', 'x', '$argon2id$v=19$m=19456,t=2,p=1$$', '$2b$10$abcdefghijklmnopqrstuv']) {
      expect(await verifyPassword(damaged, password)).toBe(false);
    }
    expect(await verifyPassword(undefined, 'no account has this password')).toBe(false);
  });
});
