import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { connect } from '../../../db/client';
import { flowWorld } from '../../../tests/support/flow-world';
import { invitingWorld } from '../../../tests/support/invitations';
import { webhookWorld } from '../../../tests/support/webhooks';
import { tapWire } from '../../../tests/support/wire';
import type { AuditEvent } from '../../audit/events';
import { auditEventNames } from '../../audit/events';
import { features } from '../../config/features';
import { endReasons } from '../../session/reasons';
import { turnOffEndpoint } from '../../webhook/endpoints';
import { changePassword } from '../account/change-password';
import { joinOrganization } from '../organization/answer-invitation';
import { changeMemberRole, removeMember } from '../organization/change-members';
import { renameOrganization } from '../organization/change-organization';
import { revokeSession } from '../session/revoke-session';
import { announce } from './announce';
import { record } from './record';

const world = flowWorld();
const hooks = webhookWorld(world);
afterEach(() => {
  vi.restoreAllMocks();
});

const told = async (endpointId: string) =>
  (await hooks.rows(endpointId)).map(({ event, claims }) => ({ event, ...JSON.parse(claims) }));
const eventsOf = async (endpointId: string) => (await told(endpointId)).map(({ event }) => event);

/** Ada's organization with Bob in it, a receiver of it, one of an organization without him, and the product's own. */
async function surroundings() {
  const { ctx, id: organizationId, slug, linkTo } = await invitingWorld(world);
  const bob = await world.person('Bob');
  await hooks.join(organizationId, bob.userId);
  const other = await invitingWorld(world);
  const [here, elsewhere, own] = await Promise.all([
    hooks.endpoint(organizationId),
    hooks.endpoint(other.id),
    hooks.endpoint(null),
  ]);
  const ids = { here: here.id, elsewhere: elsewhere.id, own: own.id };
  return { ctx, slug, organizationId, bob, other, linkTo, ids };
}

const iss = 'http://localhost:3000';
const iss_sub = (sub: string) => ({ format: 'iss_sub', iss, sub });

describe("the end of a member's session", () => {
  test('is told to their organizations and to the product, with its id and its reason, and to nobody else', async () => {
    const { bob, ids } = await surroundings();
    const phone = await world.anotherSession(bob);
    await revokeSession(await world.signedIn(bob.secret), { sessionId: phone.sessionId });
    const expected = {
      event: 'session.revoked',
      type: 'https://schemas.openid.net/secevent/caep/event-type/session-revoked',
      sub_id: {
        format: 'complex',
        user: iss_sub(bob.userId),
        session: { format: 'opaque', id: phone.sessionId },
      },
      body: {
        initiating_entity: 'user',
        reason_user: { en: 'Ended: signed out from another device.' },
      },
    };
    expect(await told(ids.here)).toEqual([expected]);
    expect(await told(ids.own)).toEqual([expected]);
    expect(await told(ids.elsewhere)).toEqual([]);
  });

  test.each([
    ['signed_out', 'user'],
    ['revoked_by_admin', 'admin'],
    ['idle_timeout', 'policy'],
    ['absolute_timeout', 'policy'],
    ['session_limit', 'policy'],
    ['step_up_failed', 'system'],
    ['token_reuse', 'system'],
    ['operator', 'admin'],
  ])('by %s was begun by %s, in the words of CAEP', async (reason, initiator) => {
    const { id } = await hooks.endpoint(null);
    const userId = (await world.person()).userId;
    await announce(world.db, [
      { event: 'session_expired', outcome: 'success', userId, sessionId: userId, reason },
    ]);
    expect(await told(id)).toMatchObject([{ body: { initiating_entity: initiator } }]);
  });

  test('says a sentence for every reason', async () => {
    const { id } = await hooks.endpoint(null);
    const userId = (await world.person()).userId;
    const ends = endReasons.map((reason) => ({
      ...({ event: 'session_expired', outcome: 'success' } as const),
      ...{ userId, sessionId: userId, reason },
    }));
    await announce(world.db, ends);
    for (const { body } of await told(id)) expect(body.reason_user.en).toMatch(/^Ended: [^.]+\.$/);
    expect(await told(id)).toHaveLength(endReasons.length);
  });
});

test('another password is told as a changed credential, and so are the sessions that it ended', async () => {
  const { bob, ids } = await surroundings();
  await world.anotherSession(bob);
  const ctx = await world.signedIn(bob.secret);
  const presented = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(bob.secret)));
  const input = { current: 'seven unlikely otters', password: 'nine improbable herons', presented };
  expect((await changePassword(ctx, input)).ok).toBe(true);
  expect((await eventsOf(ids.here)).toSorted()).toEqual(['credential.changed', 'session.revoked']);
  expect(await told(ids.here)).toContainEqual({
    event: 'credential.changed',
    type: 'https://schemas.openid.net/secevent/caep/event-type/credential-change',
    sub_id: iss_sub(bob.userId),
    body: { initiating_entity: 'user', credential_type: 'password', change_type: 'update' },
  });
});

test('members who come, change and go are told to their organization alone', async () => {
  const { ctx, slug, organizationId, bob, linkTo, ids } = await surroundings();
  const carol = await world.person('Carol');
  const token = await linkTo(carol.email);
  const joined = await joinOrganization(await world.signedIn(carol.secret), { token });
  expect(joined.ok).toBe(true);
  // Who is there already does not join again.
  const dan = await world.person('Dan');
  const late = await linkTo(dan.email);
  await hooks.join(organizationId, dan.userId);
  const again = await joinOrganization(await world.signedIn(dan.secret), { token: late });
  expect(again.ok).toBe(true);
  await changeMemberRole(ctx, { userId: bob.userId, role: 'admin' });
  await removeMember(ctx, { userId: bob.userId });
  await renameOrganization(ctx, { name: 'Acme 2', slug });
  const tenant = { format: 'opaque', id: organizationId };
  expect(await told(ids.here)).toEqual([
    {
      event: 'member.added',
      type: `${iss}/events/member.added`,
      sub_id: { format: 'complex', user: iss_sub(carol.userId), tenant },
      body: { initiating_entity: 'user', role: 'member' },
    },
    {
      event: 'member.role_changed',
      type: 'https://schemas.openid.net/secevent/caep/event-type/token-claims-change',
      sub_id: { format: 'complex', user: iss_sub(bob.userId), tenant },
      body: { initiating_entity: 'admin', claims: { role: 'admin' } },
    },
    {
      event: 'member.removed',
      type: `${iss}/events/member.removed`,
      sub_id: { format: 'complex', user: iss_sub(bob.userId), tenant },
      body: { initiating_entity: 'admin', role: 'admin' },
    },
    {
      event: 'organization.changed',
      type: `${iss}/events/organization.changed`,
      sub_id: { format: 'complex', tenant },
      body: { initiating_entity: 'admin' },
    },
  ]);
  expect(await told(ids.own)).toEqual(await told(ids.here));
  expect(await told(ids.elsewhere)).toEqual([]);
});

describe('nothing is told', () => {
  const ending = (userId: string): AuditEvent => ({
    ...{ event: 'session_expired', outcome: 'success', reason: 'idle_timeout' },
    ...{ userId, sessionId: userId },
  });

  test('to an address that is off, removed, did not ask for it, or is of a deleted organization', async () => {
    const { organizationId, bob } = await surroundings();
    const off = await hooks.endpoint(organizationId);
    await turnOffEndpoint(world.db, { id: off.id, organizationId }, 'person');
    const deaf = await hooks.endpoint(organizationId, ['member.added']);
    await announce(world.db, [ending(bob.userId)]);
    expect([await told(off.id), await told(deaf.id)]).toEqual([[], []]);
    const last = await hooks.endpoint(organizationId);
    await world.db.execute(sql`update organizations set deleted_at = now() where id = ${organizationId}`);
    await announce(world.db, [ending(bob.userId)]);
    expect(await told(last.id)).toEqual([]);
  });

  test('of what failed, and of what nobody asked for', async () => {
    const { id } = await hooks.endpoint(null);
    const { userId } = await world.person();
    await announce(world.db, [
      { ...ending(userId), outcome: 'failure' },
      { event: 'session_created', outcome: 'success', userId },
    ]);
    expect(await told(id)).toEqual([]);
  });

  test('where webhooks are off', async () => {
    const { id } = await hooks.endpoint(null);
    const { userId } = await world.person();
    vi.spyOn(features.webhooks, 'on', 'get').mockReturnValue(false as never);
    await announce(world.db, [ending(userId)]);
    expect(await told(id)).toEqual([]);
  });

  test('of a change that was taken back', async () => {
    const { ids, bob } = await surroundings();
    const undone = world.db.transaction(async (tx) => {
      await record(world.ctx(), tx, ending(bob.userId));
      throw new Error('taken back');
    });
    await expect(undone).rejects.toThrow('taken back');
    expect(await told(ids.here)).toEqual([]);
  });
});

test('no event that is told holds a device, an address of the network or of a person', async () => {
  const { id } = await hooks.endpoint(null);
  const { userId, email } = await world.person('Nobody Told');
  const ctx = world.ctx('192.0.2.77', 'An Agent That Is Secret');
  await world.db.transaction((tx) =>
    record(
      ctx,
      tx,
      ...auditEventNames.map((event) => ({
        ...({ event, outcome: 'success' } as const),
        ...{ actorId: userId, userId, sessionId: userId, reason: 'signed_out', data: { host: 'not-told' } },
      })),
    ),
  );
  const all = JSON.stringify(await told(id));
  expect(JSON.parse(all).length).toBeGreaterThan(10);
  for (const word of ['192.0.2.77', 'Secret', 'Nobody', email, 'not-told']) expect(all).not.toContain(word);
});

test('it costs one statement, whether anybody listens or not, and none for what is not told', async () => {
  const wire = await tapWire(world.url);
  const db = connect(wire.url, { max: 1 });
  const { userId } = await world.person();
  const costOf = async (event: AuditEvent['event']) => {
    const one = { event, outcome: 'success', userId, sessionId: userId, reason: 'signed_out' } as const;
    // The first use of a connection also prepares the statement.
    await announce(db, [one]);
    return wire.cost(() => announce(db, [one, one]));
  };
  const once = { statements: 1, syncs: 1, roundTrips: 1 };
  expect(await costOf('session_created')).toEqual({ statements: 0, syncs: 0, roundTrips: 0 });
  expect(await costOf('session_expired')).toEqual(once);
  const { id } = await hooks.endpoint(null);
  expect(await costOf('session_expired')).toEqual(once);
  expect(await told(id)).toHaveLength(3);
  await db.$client.end({ timeout: 1 });
  await wire.close();
});
