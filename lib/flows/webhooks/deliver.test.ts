import { eq, sql } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import { ago } from '../../../db/ago';
import { connect } from '../../../db/client';
import { organizations } from '../../../db/schema/organizations';
import { webhookEndpoints } from '../../../db/schema/webhooks';
import { flowWorld } from '../../../tests/support/flow-world';
import { isSignedWith, webhookWorld } from '../../../tests/support/webhooks';
import { env } from '../../config/env';
import { features } from '../../config/features';
import { rotateEndpointSecret } from '../../webhook/endpoints';
import { deliver } from './deliver';

const world = flowWorld();
const hooks = webhookWorld(world);
const day = 86_400;

const waiting = () => hooks.waiting();

const { rowOf } = hooks;

describe('an event that arrives', () => {
  test('is signed with the published key and with the secret, and says what RFC 8935 asks for', async () => {
    const { id, secret, deliveryId } = await waiting();
    expect(await hooks.deliver(deliveryId)).toBe('delivered');
    const [event, ...more] = hooks.sink.taken;
    if (!event) throw new Error('nothing arrived');
    expect(more).toEqual([]);
    expect(event.headers).toMatchObject({
      'content-type': 'application/secevent+jwt',
      accept: 'application/json',
      'webhook-id': deliveryId,
    });
    expect(isSignedWith(secret, event)).toBe(true);
    expect(isSignedWith(`whsec_${Buffer.alloc(32).toString('base64')}`, event)).toBe(false);
    expect(await hooks.read(event)).toMatchObject({
      iss: 'http://localhost:3000',
      aud: new URL(hooks.sink.url).origin,
      jti: deliveryId,
      sub_id: { format: 'opaque', id },
      events: { 'https://schemas.openid.net/secevent/ssf/event-type/verification': {} },
    });
  });

  test('is noted, and never sent again', async () => {
    const { deliveryId } = await waiting();
    await hooks.deliver(deliveryId);
    expect(await rowOf(deliveryId)).toMatchObject({ attempts: 1, answered: '202', droppedAt: null });
    expect((await rowOf(deliveryId))?.deliveredAt).toBeInstanceOf(Date);
    expect(await hooks.deliver(deliveryId)).toBe('not_ours');
    expect(hooks.sink.taken).toHaveLength(1);
  });

  test('arrives once, however many workers are at it', async () => {
    const { deliveryId } = await waiting();
    const others = [connect(world.url, { max: 3 }), connect(world.url, { max: 3 })];
    const done = await Promise.all(
      [world.db, ...others, ...others].map((db) => hooks.deliver(deliveryId, db)),
    );
    expect(done.filter((how) => how === 'delivered')).toHaveLength(1);
    expect(done.filter((how) => how === 'not_ours')).toHaveLength(4);
    expect(hooks.sink.taken).toHaveLength(1);
    await Promise.all(others.map((db) => db.$client.end()));
  });

  test('is signed with both secrets for a day after one was replaced, and then with the new one alone', async () => {
    const { id, secret, organizationId, deliveryId, another } = await waiting();
    const rotated = await rotateEndpointSecret(world.db, { id, organizationId }, env().sessionSecrets);
    const signedWith = async (delivery: string) => {
      await hooks.deliver(delivery);
      const event = hooks.sink.taken.at(-1);
      if (!event || !rotated) throw new Error('nothing arrived');
      return [isSignedWith(rotated, event), isSignedWith(secret, event)];
    };
    const rotatedAgo = (seconds: number) =>
      world.db
        .update(webhookEndpoints)
        .set({ secretChangedAt: ago(seconds) })
        .where(eq(webhookEndpoints.id, id));
    expect(await signedWith(deliveryId)).toEqual([true, true]);
    await rotatedAgo(day - 60);
    expect(await signedWith(await another())).toEqual([true, true]);
    await rotatedAgo(day);
    expect(await signedWith(await another())).toEqual([true, false]);
  });
});

describe('a try that fails', () => {
  test.each([[500], [404], [301], [400]])('with %d comes back', async (status) => {
    const { deliveryId } = await waiting();
    hooks.sink.manner = status;
    expect(await hooks.deliver(deliveryId)).toBe('failed');
    expect(await rowOf(deliveryId)).toMatchObject({
      attempts: 1,
      answered: String(status),
      deliveredAt: null,
      droppedAt: null,
    });
  });

  test('comes back later and later, and is given up after the eighth', async () => {
    const { id, deliveryId } = await waiting();
    hooks.sink.manner = 503;
    const pauses: number[] = [];
    for (let n = 1; n < 8; n++) {
      expect(await hooks.deliver(deliveryId)).toBe('failed');
      const [job, ...more] = await hooks.jobs(deliveryId);
      expect(more).toEqual([]);
      expect(job).toMatchObject({ queue: `webhook:${id}`, priority: 10 });
      pauses.push(job?.due ?? 0);
    }
    expect(pauses).toEqual([5, 60, 300, 1800, 7200, 21_600, 43_200]);
    expect(await hooks.deliver(deliveryId)).toBe('dropped');
    expect(await rowOf(deliveryId)).toMatchObject({ attempts: 8, answered: '503' });
    expect(await hooks.deliver(deliveryId)).toBe('not_ours');
    const [event, again] = hooks.sink.taken;
    if (!event || !again) throw new Error('nothing arrived');
    // The same event each time, for a receiver that had it after all.
    expect((await hooks.read(event)).jti).toBe((await hooks.read(again)).jti);
  });

  test('because the address leads into a private network sends nothing', async () => {
    const { deliveryId } = await waiting();
    const strict = { allowPrivate: false, ask: async () => [{ address: '127.0.0.1', family: 4 }] };
    const url = 'https://hooks.example.test/';
    await world.db.update(webhookEndpoints).set({ url });
    expect(await deliver({ db: world.db, policy: world.policy }, deliveryId, strict)).toBe('failed');
    expect(await rowOf(deliveryId)).toMatchObject({ answered: 'private_address' });
    expect(hooks.sink.taken).toEqual([]);
  });

  test('because no server can open the secret any more says so', async () => {
    const { deliveryId } = await waiting();
    await world.db.update(webhookEndpoints).set({ secretSealedUnder: 'another' });
    expect(await hooks.deliver(deliveryId)).toBe('failed');
    expect(await rowOf(deliveryId)).toMatchObject({ answered: 'unsealed' });
  });
});

describe('nothing is sent', () => {
  test.each([
    ['that was turned off', { disabledAt: sql`now()`, disabledReason: 'person' }],
    ['that was removed', { removedAt: sql`now()` }],
  ])('to an address %s: what waits is dropped', async (_which, set) => {
    const { deliveryId } = await waiting();
    await world.db.update(webhookEndpoints).set(set);
    expect(await hooks.deliver(deliveryId)).toBe('dropped');
    expect(await rowOf(deliveryId)).toMatchObject({ attempts: 0, answered: 'off' });
    expect(hooks.sink.taken).toEqual([]);
  });

  test('to an address of a deleted organization', async () => {
    const { deliveryId, organizationId } = await waiting();
    await world.db
      .update(organizations)
      .set({ deletedAt: sql`now()` })
      .where(eq(organizations.id, organizationId));
    expect(await hooks.deliver(deliveryId)).toBe('dropped');
    expect(hooks.sink.taken).toEqual([]);
  });

  test('where webhooks are off', async () => {
    const { deliveryId } = await waiting();
    vi.spyOn(features.webhooks, 'on', 'get').mockReturnValue(false as never);
    expect(await hooks.deliver(deliveryId)).toBe('dropped');
    vi.restoreAllMocks();
    expect(hooks.sink.taken).toEqual([]);
  });
});
