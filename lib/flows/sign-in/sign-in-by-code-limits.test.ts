import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { sessions } from '../../../db/schema/sessions';
import { users } from '../../../db/schema/users';
import { codeWorld } from '../../../tests/support/email-codes';
import { factorWorld } from '../../../tests/support/factors';
import { flowWorld, randomIp } from '../../../tests/support/flow-world';
import { rememberDevice } from '../../known-device/store';
import { trustDevice } from '../../known-device/trust';
import { askEmailCode } from './ask-email-code';
import { signInByCode } from './sign-in-by-code';

const world = flowWorld();
const { ask, asked, give, mailed, rowsOf } = codeWorld(world);
const { protectedPerson, finish, code: appCode } = factorWorld(world);

const sessionsOf = (userId: string) => world.db.$count(sessions, eq(sessions.userId, userId));
const set = (userId: string, columns: object) =>
  world.db.update(users).set(columns).where(eq(users.id, userId));
const nowhere = () => `${randomBytes(6).toString('hex')}@example.com`;

describe('a second factor', () => {
  test('is demanded as after a password, and the session says both', async () => {
    const { email, userId, seed } = await protectedPerson();
    const { held, code } = await asked(email);
    const before = await sessionsOf(userId);
    const result = await give(held, code);
    expect(result).toMatchObject({ ok: false, reason: 'second_factor_needed', pending: expect.any(String) });
    expect(await sessionsOf(userId)).toBe(before);
    const finished = await finish(result.pending ?? '', await appCode(seed));
    if (!finished.ok) throw new Error(finished.reason);
    expect(await world.row(finished.value.sessionId)).toMatchObject({
      assurance: 2,
      authenticatedWith: 'email_code+totp',
    });
  });

  test('is not spared by another code from a mail', async () => {
    const { email } = await protectedPerson();
    const [one, two] = [await asked(email), await asked(email)];
    const { pending = '' } = await give(one.held, one.code);
    expect(await finish(pending, two.code)).toMatchObject({ reason: 'not_a_code' });
  });

  test('is spared on a trusted device, except to an administrator', async () => {
    const { email, userId } = await protectedPerson();
    const held = randomBytes(32);
    await rememberDevice(world.db, { userId, deviceHash: held, deviceName: 'Some browser' });
    await trustDevice(world.db, userId, { held, fresh: held });
    const first = await asked(email);
    const result = await give(first.held, first.code, { deviceHash: held });
    if (!result.ok) throw new Error(result.reason);
    expect(await world.row(result.value.sessionId)).toMatchObject({
      assurance: 1,
      authenticatedWith: 'email_code+trusted_device',
    });
    await set(userId, { role: 'administrator' });
    const second = await asked(email);
    expect(await give(second.held, second.code, { deviceHash: held })).toMatchObject({
      reason: 'second_factor_needed',
    });
  });
});

describe('limits', () => {
  const codeMails = async (email: string) =>
    (await world.mailsTo(email)).filter(({ kind }) => kind === 'sign_in_code').length;

  test('an address is written to three times an hour, and nobody is told', async () => {
    for (const email of [(await world.person()).email, nowhere()]) {
      for (let n = 0; n < 5; n += 1) expect(await ask(email)).toMatch(/^[\w-]{43}$/);
      expect(await codeMails(email)).toBe(3);
      expect((await rowsOf(email)).length).toBe(5);
    }
  });

  test('a browser that the person is known by has three of its own', async () => {
    const { email } = await world.person();
    const deviceHash = randomBytes(32);
    const first = await asked(email);
    expect(await give(first.held, first.code, { deviceHash })).toMatchObject({ ok: true });
    for (let n = 0; n < 5; n += 1) await ask(email);
    expect(await codeMails(email)).toBe(3);
    for (let n = 0; n < 5; n += 1) await ask(email, { deviceHash });
    expect(await codeMails(email)).toBe(6);
  });

  test('a press too many does not make the code useless that was sent', async () => {
    const { email } = await world.person();
    let held = '';
    for (let n = 0; n < 3; n += 1) held = await ask(email, { held });
    const code = await mailed(email);
    expect(await ask(email, { held })).toBe(held);
    expect(await ask(nowhere(), { held })).not.toBe(held);
    expect(await give(held, code ?? '')).toMatchObject({ ok: true });
  });

  test('a source may ask twenty times an hour, and is told', async () => {
    const from = world.ctx(randomIp());
    const answers = [];
    for (let n = 0; n < 21; n += 1)
      answers.push(await askEmailCode(from, { email: nowhere(), remember: false }));
    expect(answers.slice(0, 20).every(({ ok }) => ok)).toBe(true);
    expect(answers[20]).toMatchObject({ reason: 'rate_limited', retryAfterSeconds: expect.any(Number) });
  });

  test('ten wrong codes an hour for one address, over all codes: then the right one has to wait', async () => {
    const { email, userId } = await world.person();
    for (let n = 0; n < 2; n += 1) {
      const held = await ask(email);
      for (let m = 0; m < 5; m += 1) await give(held, '00000000');
    }
    const { held, code } = await asked(email);
    const before = await sessionsOf(userId);
    expect(await give(held, code)).toMatchObject({
      reason: 'rate_limited',
      retryAfterSeconds: expect.any(Number),
    });
    expect(await sessionsOf(userId)).toBe(before);
    expect((await world.auditOfUser(userId)).at(-1)).toMatchObject({
      event: 'excess_rate_limit_exceeded',
      data: { limit: 'email_code_failures' },
    });
  });

  test('strangers who use them up do not keep out a browser that the person is known by', async () => {
    const { email } = await world.person();
    const deviceHash = randomBytes(32);
    const first = await asked(email);
    expect(await give(first.held, first.code, { deviceHash })).toMatchObject({ ok: true });
    for (let n = 0; n < 2; n += 1) {
      const held = await ask(email);
      for (let m = 0; m < 5; m += 1) await give(held, '00000000');
    }
    const { held, code } = await asked(email, { deviceHash });
    expect(await give(held, code, { deviceHash })).toMatchObject({ ok: true });
  });

  test('a source fails as often as with passwords, and who gets in has failed at nothing', async () => {
    const { email } = await world.person();
    const from = world.ctx(randomIp());
    const { held, code } = await asked(email);
    for (let n = 0; n < 10; n += 1) {
      const unknown = await ask(nowhere());
      expect(await signInByCode(from, { held: unknown, code: '00000000' })).toMatchObject({
        reason: 'wrong_code',
      });
    }
    expect(await signInByCode(from, { held, code })).toMatchObject({ reason: 'rate_limited' });
    expect(await give(held, code)).toMatchObject({ ok: true });
  });
});
