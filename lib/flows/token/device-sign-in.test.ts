import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { ago } from '../../../db/ago';
import { deviceCodes } from '../../../db/schema/device-codes';
import { flowWorld, type Person, trailOf } from '../../../tests/support/flow-world';
import {
  answerShownDevice,
  commandLine,
  type EndpointAnswer,
  oauthWorld,
  phone,
  readClaims,
} from '../../../tests/support/oauth-world';
import { hashOfSecret } from '../../secret';
import { answerDevice, claimDevice, waitingDevice } from './device-sign-in';

const world = flowWorld();
const app = oauthWorld(world, { instances: 2 });
const grantType = 'urn:ietf:params:oauth:grant-type:device_code';

type Asked = { readonly device_code: string; readonly user_code: string };

async function ask(scope = 'me:read'): Promise<Asked> {
  const told = await app.post('/api/oauth/device', { client_id: commandLine.id, scope });
  expect(told.status).toBe(200);
  return told.body as Asked;
}

const poll = ({ device_code }: Asked, { on = 0, client = commandLine } = {}): Promise<EndpointAnswer> =>
  app.post('/api/oauth/token', { grant_type: grantType, client_id: client.id, device_code }, { on });

/** As if the last poll lay so far back that the next one is not too soon. */
const rest = ({ device_code }: Asked) =>
  world.owner
    .update(deviceCodes)
    .set({ polledAt: ago(200) })
    .where(eq(deviceCodes.deviceHash, hashOfSecret(device_code)));

const signedIn = async (person?: Person) => world.signedIn((person ?? (await world.person())).secret);
const error = (name: string) => ({ status: 400, body: { error: name } });

describe('a device', () => {
  test('waits, is allowed where its code was typed, and gets its tokens once', async () => {
    const asked = await ask();
    expect(await poll(asked)).toMatchObject(error('authorization_pending'));
    const ctx = await signedIn();
    expect(await waitingDevice(ctx)).toBeUndefined();
    expect((await claimDevice(ctx, asked.user_code)).ok).toBe(true);
    expect(await waitingDevice(ctx)).toMatchObject({ client: commandLine, scopes: ['me:read'] });
    await rest(asked);
    expect(await poll(asked)).toMatchObject(error('authorization_pending'));
    expect((await answerShownDevice(ctx, true)).ok).toBe(true);
    expect((await answerShownDevice(ctx, true)).ok).toBe(false);
    await rest(asked);
    const tokens = app.tokens(await poll(asked));
    expect(readClaims(tokens.access_token)).toMatchObject({ sub: ctx.user.id, scope: 'me:read' });
    await rest(asked);
    expect(await poll(asked)).toMatchObject(error('expired_token'));
  });

  test('of twenty polls at once on two instances one gets tokens', async () => {
    const asked = await ask();
    const ctx = await signedIn();
    await claimDevice(ctx, asked.user_code);
    await answerShownDevice(ctx, true);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, turn) => poll(asked, { on: turn % 2 })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('is told that its person said no, and the trail names what asked', async () => {
    const asked = await ask();
    const ctx = await signedIn();
    await claimDevice(ctx, asked.user_code);
    expect((await answerShownDevice(ctx, false)).ok).toBe(true);
    expect(await poll(asked)).toMatchObject(error('access_denied'));
    expect((await answerShownDevice(ctx, true)).ok).toBe(false);
    expect(trailOf(await world.audit(ctx.session.id))).toContain('device_code_denied');
  });

  test('that asks too soon waits longer each time', async () => {
    const asked = await ask();
    const interval = async () => {
      const [row] = await world.owner
        .select()
        .from(deviceCodes)
        .where(eq(deviceCodes.deviceHash, hashOfSecret(asked.device_code)));
      return row?.intervalSeconds;
    };
    await poll(asked);
    expect(await interval()).toBe(5);
    // Whatever the time between them: the last one lies in the future.
    await world.owner.update(deviceCodes).set({ polledAt: sql`now() + interval '1 hour'` });
    expect(await poll(asked)).toMatchObject(error('slow_down'));
    expect(await interval()).toBe(10);
    await world.owner.update(deviceCodes).set({ polledAt: sql`now() + interval '1 hour'` });
    expect(await poll(asked)).toMatchObject(error('slow_down'));
    expect(await interval()).toBe(15);
  });

  test('is over after ten minutes, allowed or not', async () => {
    const [one, other] = [await ask(), await ask()];
    const ctx = await signedIn();
    await claimDevice(ctx, one.user_code);
    await answerShownDevice(ctx, true);
    await world.owner.update(deviceCodes).set({ createdAt: ago(600) });
    expect(await poll(one)).toMatchObject(error('expired_token'));
    expect(await claimDevice(ctx, other.user_code)).toMatchObject({ ok: false, reason: 'wrong_code' });
  });

  test('of another app, and what is no device code, are the same', async () => {
    const asked = await ask();
    expect(await poll({ ...asked, device_code: 'x' })).toMatchObject(error('invalid_grant'));
    expect(await poll(asked, { client: phone })).toMatchObject(error('unauthorized_client'));
    expect(await app.post('/api/oauth/device', { client_id: phone.id })).toMatchObject(
      error('unauthorized_client'),
    );
    const wide = { client_id: commandLine.id, scope: 'everything' };
    expect(await app.post('/api/oauth/device', wide)).toMatchObject(error('invalid_scope'));
  });

  test('gets nothing once the session that said yes has ended', async () => {
    const asked = await ask();
    const person = await world.person();
    const ctx = await signedIn(person);
    await claimDevice(ctx, asked.user_code);
    await answerShownDevice(ctx, true);
    await world.owner.execute(
      sql`update sessions set ended_at = now(), ended_reason = 'signed_out' where id = ${ctx.session.id}`,
    );
    expect(await poll(asked)).toMatchObject(error('access_denied'));
  });
});

describe('the code that is typed', () => {
  test('belongs to the session that typed it: nobody else answers it, not even the same person elsewhere', async () => {
    const asked = await ask();
    const person = await world.person();
    const ctx = await signedIn(person);
    const elsewhere = await signedIn(await world.anotherSession(person));
    const stranger = await signedIn();
    await claimDevice(ctx, asked.user_code);
    for (const other of [elsewhere, stranger]) {
      expect(await waitingDevice(other)).toBeUndefined();
      expect((await answerShownDevice(other, true)).ok).toBe(false);
      expect(await claimDevice(other, asked.user_code)).toMatchObject({ ok: false, reason: 'wrong_code' });
    }
    expect(await poll(asked)).toMatchObject(error('authorization_pending'));
    expect((await answerShownDevice(ctx, true)).ok).toBe(true);
  });

  test('answers what its page showed and nothing else, whatever was typed in another tab since', async () => {
    const [own, phished] = [await ask(), await ask()];
    const ctx = await signedIn();
    await claimDevice(ctx, own.user_code);
    const shown = (await waitingDevice(ctx))?.name ?? '';
    await claimDevice(ctx, phished.user_code);
    expect(await answerDevice(ctx, { shown, approve: true })).toMatchObject({ ok: false, reason: 'over' });
    for (const asked of [own, phished])
      expect(await poll(asked)).toMatchObject(error('authorization_pending'));
    // The earlier one is free to be typed again.
    expect((await claimDevice(ctx, own.user_code)).ok).toBe(true);
    expect((await answerDevice(ctx, { shown, approve: true })).ok).toBe(true);
    expect(await waitingDevice(ctx)).toBeUndefined();
    await rest(phished);
    expect(await poll(phished)).toMatchObject(error('authorization_pending'));
  });

  test.each([
    ['in small letters', (code: string) => code.toLowerCase()],
    ['with blanks and another dash', (code: string) => ` ${code.replace('-', ' – ')} `],
    ['without the dash', (code: string) => code.replace('-', '')],
  ])('is taken %s', async (_how, typed) => {
    const asked = await ask();
    expect((await claimDevice(await signedIn(), typed(asked.user_code))).ok).toBe(true);
  });

  test('is wrong five times an hour for one session, right ones not counted', async () => {
    const ctx = await signedIn();
    for (let turn = 0; turn < 3; turn += 1)
      expect((await claimDevice(ctx, (await ask()).user_code)).ok).toBe(true);
    for (const typed of ['', 'AAAA-AAAA', 'BBBB-BBBB', 'BCDF-GHJK', 'x'.repeat(60)])
      expect(await claimDevice(ctx, typed)).toMatchObject({ ok: false, reason: 'wrong_code' });
    expect(await claimDevice(ctx, (await ask()).user_code)).toMatchObject({
      ok: false,
      reason: 'rate_limited',
    });
  });

  test('has eight letters that spell no word', async () => {
    const { user_code } = await ask();
    expect(user_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
  });
});

test('one address asks for twenty codes in an hour, and is told to slow down after that', async () => {
  const headers = { 'x-forwarded-for': '10.1.2.3' };
  const all: EndpointAnswer[] = [];
  for (let turn = 0; turn < 21; turn += 1)
    all.push(await app.post('/api/oauth/device', { client_id: commandLine.id }, { headers }));
  expect(all.slice(0, 20).every(({ status }) => status === 200)).toBe(true);
  expect(all[20]).toMatchObject(error('slow_down'));
});
