import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { auditEvents } from '../../../db/schema/audit-events';
import { webhookEndpoints } from '../../../db/schema/webhooks';
import { flowWorld } from '../../../tests/support/flow-world';
import { invitingWorld } from '../../../tests/support/invitations';
import { webhookWorld } from '../../../tests/support/webhooks';
import { listDeliveries } from '../../webhook/deliveries';
import { listEndpoints } from '../../webhook/endpoints';
import type { AskNames } from '../../webhook/resolve';
import {
  changeEndpoint,
  createEndpoint,
  removeEndpoint,
  resendDelivery,
  rotateSecret,
  sendTest,
  switchEndpoint,
} from './change-endpoints';
import { addOwnEndpoint, listOwnEndpoints, removeOwnEndpoint } from './own-endpoints';

const world = flowWorld();
const hooks = webhookWorld(world);

const publicly: AskNames = async () => [{ address: '8.8.8.8', family: 4 }];
const privately: AskNames = async () => [{ address: '10.0.0.1', family: 4 }];
const nowhere: AskNames = () => Promise.reject(new Error('ENOTFOUND'));
const url = 'https://hooks.example.test/in?key=hush';
const events = ['member.added'] as const;

async function made() {
  const { ctx, id, ada } = await invitingWorld(world);
  const result = await createEndpoint(ctx, { url, events }, publicly);
  if (!result.ok) throw new Error(result.reason);
  return { ctx, ada, organizationId: id, ...result.value, endpointId: result.value.id };
}
const trail = (organizationId: string) =>
  world.db
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.organizationId, organizationId))
    .orderBy(auditEvents.id);
const only = async (organizationId: string) => (await listEndpoints(world.db, { organizationId }))[0];

describe('adding an address', () => {
  test('gives its secret once; the trail has its host and neither its path nor its query', async () => {
    const { organizationId, endpointId, secret, ctx } = await made();
    expect(secret).toMatch(/^whsec_/);
    expect(await only(organizationId)).toMatchObject({ id: endpointId, url, events, offSince: null });
    expect(JSON.stringify(await only(organizationId))).not.toContain('ecret');
    expect((await trail(organizationId)).at(-1)).toMatchObject({
      event: 'webhook_created',
      actorId: ctx.user.id,
      data: { host: 'hooks.example.test' },
    });
    const row = await hooks.endpointRow(endpointId);
    expect(row.secretSealed.includes(Buffer.from(secret))).toBe(false);
  });

  test.each([
    ['http://hooks.example.test/', publicly, 'not_https'],
    ['https://127.0.0.1/', publicly, 'private_address'],
    // Which names there are inside, nobody is told.
    [url, privately, 'no_public_host'],
    [url, nowhere, 'no_public_host'],
  ])('%s is refused, and nothing is kept', async (given, ask, reason) => {
    const { ctx, id } = await invitingWorld(world);
    expect(await createEndpoint(ctx, { url: given, events }, ask)).toMatchObject({ ok: false, reason });
    expect(await only(id)).toBeUndefined();
  });

  test('ends at ten for an organization, and one that was removed makes room', async () => {
    const { ctx, endpointId, organizationId } = await made();
    for (let n = 2; n <= 10; n++)
      expect((await createEndpoint(ctx, { url, events }, publicly)).ok).toBe(true);
    expect(await createEndpoint(ctx, { url, events }, publicly)).toMatchObject({ reason: 'too_many' });
    expect(await listEndpoints(world.db, { organizationId })).toHaveLength(10);
    await removeEndpoint(ctx, { endpointId });
    expect((await createEndpoint(ctx, { url, events }, publicly)).ok).toBe(true);
  });

  test('is refused to a member, also one who was an admin when the page was read', async () => {
    const { id, slug } = await invitingWorld(world);
    const bob = await world.person('Bob');
    await hooks.join(id, bob.userId);
    const now = await world.inOrganization(bob.secret, slug);
    const then = { ...now, organization: { ...now.organization, role: 'admin' as const } };
    expect(await createEndpoint(then, { url, events }, publicly)).toMatchObject({ reason: 'not_allowed' });
    expect(await only(id)).toBeUndefined();
  });
});

test('what it is told can be changed', async () => {
  const { ctx, organizationId, endpointId } = await made();
  const changed = await changeEndpoint(ctx, { endpointId, events: ['session.revoked', 'member.removed'] });
  expect(changed.ok).toBe(true);
  expect((await only(organizationId))?.events).toEqual(['session.revoked', 'member.removed']);
  expect((await trail(organizationId)).at(-1)).toMatchObject({ event: 'webhook_changed' });
});

test('another secret keeps the old one beside it', async () => {
  const { ctx, organizationId, endpointId, secret } = await made();
  const before = await hooks.endpointRow(endpointId);
  const rotated = await rotateSecret(ctx, { endpointId });
  if (!rotated.ok) throw new Error(rotated.reason);
  expect(rotated.value.secret).not.toBe(secret);
  expect(await hooks.endpointRow(endpointId)).toMatchObject({
    oldSecretSealed: before.secretSealed,
    oldSecretSealedUnder: before.secretSealedUnder,
  });
  expect((await trail(organizationId)).at(-1)).toMatchObject({ event: 'webhook_secret_rotated' });
});

test('off, what waits is dropped and no test goes; on again, a test goes first; twice changes nothing', async () => {
  const { ctx, organizationId, endpointId } = await made();
  await sendTest(ctx, { endpointId });
  await switchEndpoint(ctx, { endpointId, state: 'off' });
  expect((await only(organizationId))?.offReason).toBe('person');
  expect(await hooks.rows(endpointId)).toMatchObject([{ answered: 'off' }]);
  expect(await sendTest(ctx, { endpointId })).toMatchObject({ reason: 'off' });
  const lines = (await trail(organizationId)).length;
  await switchEndpoint(ctx, { endpointId, state: 'off' });
  expect(await trail(organizationId)).toHaveLength(lines);
  await switchEndpoint(ctx, { endpointId, state: 'on' });
  await switchEndpoint(ctx, { endpointId, state: 'on' });
  expect((await only(organizationId))?.offSince).toBeNull();
  expect(await hooks.rows(endpointId)).toMatchObject([{ answered: 'off' }, { event: 'webhook.test' }]);
  expect((await trail(organizationId)).at(-1)).toMatchObject({ data: { state: 'on' } });
});

test('removed, it takes its secret and what waits with it, and is found nowhere', async () => {
  const { ctx, organizationId, endpointId } = await made();
  await sendTest(ctx, { endpointId });
  await removeEndpoint(ctx, { endpointId });
  expect(await only(organizationId)).toBeUndefined();
  const [waiting] = await hooks.rows(endpointId);
  expect(waiting?.droppedAt).toBeInstanceOf(Date);
  expect((await hooks.endpointRow(endpointId)).secretSealed).toHaveLength(0);
  expect(await hooks.deliver(waiting?.id ?? '')).toBe('not_ours');
  for (const deed of [removeEndpoint, rotateSecret, sendTest])
    expect(await deed(ctx, { endpointId })).toMatchObject({ reason: 'not_found' });
});

describe('sending again', () => {
  test('what arrived or was given up goes once more, under the same jti', async () => {
    const { ctx, organizationId, endpointId } = await made();
    await world.db.update(webhookEndpoints).set({ url: hooks.sink.url });
    await sendTest(ctx, { endpointId });
    const [first] = await hooks.rows(endpointId);
    const deliveryId = first?.id ?? '';
    expect(await resendDelivery(ctx, { endpointId, deliveryId })).toMatchObject({ reason: 'not_found' });
    await hooks.deliverAll(endpointId);
    await hooks.age(deliveryId, 3600);
    expect((await resendDelivery(ctx, { endpointId, deliveryId })).ok).toBe(true);
    expect(await hooks.deliverAll(endpointId)).toEqual(['delivered']);
    const [one, other] = await Promise.all(hooks.sink.taken.map(hooks.read));
    expect([other?.jti, other?.sub_id]).toEqual([one?.jti, one?.sub_id]);
    const [newest] = await listDeliveries(world.db, { endpointId, organizationId }, { limit: 1 });
    expect(newest).toMatchObject({ repeated: true, answered: '202' });
    // And the one that repeats can be sent again as well.
    await resendDelivery(ctx, { endpointId, deliveryId: newest?.id ?? '' });
    await hooks.deliverAll(endpointId);
    const last = hooks.sink.taken.at(-1);
    expect(last && (await hooks.read(last)).jti).toBe(deliveryId);
  });

  test('says of a repetition when it happened, not when it was repeated', async () => {
    const { ctx, endpointId } = await made();
    await world.db.update(webhookEndpoints).set({ url: hooks.sink.url });
    await sendTest(ctx, { endpointId });
    await hooks.deliverAll(endpointId);
    const [first] = await hooks.rows(endpointId);
    await hooks.age(first?.id ?? '', 3600);
    await resendDelivery(ctx, { endpointId, deliveryId: first?.id ?? '' });
    await hooks.deliverAll(endpointId);
    const last = hooks.sink.taken.at(-1);
    if (!last) throw new Error('nothing arrived');
    const { iat, events } = await hooks.read(last);
    const [said] = Object.values(events);
    expect(iat - Number(said?.event_timestamp)).toBeGreaterThanOrEqual(3600);
  });
});

test("nobody does anything to another organization's addresses", async () => {
  const theirs = await made();
  const { ctx } = await invitingWorld(world);
  const { endpointId } = theirs;
  await sendTest(theirs.ctx, { endpointId });
  const [row] = await hooks.rows(endpointId);
  const before = await hooks.endpointRow(endpointId);
  const tried = await Promise.all([
    changeEndpoint(ctx, { endpointId, events: [] }),
    switchEndpoint(ctx, { endpointId, state: 'off' }),
    rotateSecret(ctx, { endpointId }),
    removeEndpoint(ctx, { endpointId }),
    sendTest(ctx, { endpointId }),
    resendDelivery(ctx, { endpointId, deliveryId: row?.id ?? '' }),
  ]);
  expect(tried.map((result) => !result.ok && result.reason)).toEqual(Array(6).fill('not_found'));
  expect(await hooks.endpointRow(endpointId)).toEqual(before);
  expect(await hooks.rows(endpointId)).toHaveLength(1);
  const mine = { endpointId, organizationId: ctx.organization.id };
  expect(await listDeliveries(world.db, mine, { limit: 10 })).toEqual([]);
});

test('the list of deliveries goes on after the last one of a page', async () => {
  const { ctx, organizationId, endpointId } = await made();
  for (let n = 0; n < 5; n++) await sendTest(ctx, { endpointId });
  const page = (before?: string) =>
    listDeliveries(world.db, { endpointId, organizationId }, { before, limit: 2 });
  const all = await listDeliveries(world.db, { endpointId, organizationId }, { limit: 10 });
  const first = await page();
  const second = await page(first.at(-1)?.id);
  const third = await page(second.at(-1)?.id);
  expect([...first, ...second, ...third].map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  expect(third).toHaveLength(1);
});

describe("the product's own address", () => {
  test('is told of everything, belongs to no organization, and goes again', async () => {
    const ctx = world.ctx();
    const added = await addOwnEndpoint(ctx, { url }, publicly);
    if (!added.ok) throw new Error(added.reason);
    const { id } = added.value;
    expect(await listOwnEndpoints(ctx)).toMatchObject([{ id, url }]);
    const other = await made();
    expect(await removeOwnEndpoint(ctx, { id: other.endpointId })).toMatchObject({ reason: 'not_found' });
    expect(await sendTest(other.ctx, { endpointId: id })).toMatchObject({ reason: 'not_found' });
    expect((await removeOwnEndpoint(ctx, { id })).ok).toBe(true);
    expect(await removeOwnEndpoint(ctx, { id })).toMatchObject({ reason: 'not_found' });
    expect(await listOwnEndpoints(ctx)).toEqual([]);
  });

  test('is checked like any other', async () => {
    expect(await addOwnEndpoint(world.ctx(), { url }, privately)).toMatchObject({
      reason: 'no_public_host',
    });
    expect(await listOwnEndpoints(world.ctx())).toEqual([]);
  });
});
