import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test, vi } from 'vitest';
import { flowWorld } from '../../../tests/support/flow-world';
import type { Bearer } from '../../flows/context';

const world = flowWorld();

let enterByApi: typeof import('./api-seat').enterByApi;
beforeAll(async () => {
  vi.resetModules();
  vi.stubEnv('SESSION_SECRET', randomBytes(32).toString('hex'));
  ({ enterByApi } = await import('./api-seat'));
});

const key = (organizationId?: string): Bearer => ({
  kind: 'key',
  id: 'k',
  scopes: [],
  ...(organizationId ? { organizationId } : {}),
});

async function member() {
  const person = await world.person();
  const { organization, ...ctx } = await world.inOwn(person.secret);
  const seat = { ...organization, role: 'member' as const };
  return { person, ctx: { ...ctx, db: world.db, organization: seat }, seat };
}
const codeOf = async (entered: object) =>
  entered instanceof Response ? `${entered.status} ${(await entered.json()).code}` : 'in';

test('a role that lacks what an operation needs is refused, and recorded', async () => {
  const { ctx, seat, person } = await member();
  expect(await codeOf(await enterByApi(ctx, 'organization.open', seat.slug))).toBe('in');
  const refused = await enterByApi({ ...ctx, bearer: key() }, 'organization.delete', seat.slug);
  expect(await codeOf(refused)).toBe('403 forbidden');
  const last = (await world.auditOfUser(person.userId)).at(-1);
  expect(last).toMatchObject({
    event: 'authz_fail',
    organizationId: seat.id,
    data: { asked: 'organization.delete', via: 'key', key: 'k' },
  });
});

test("an organization's own key opens that one alone, whatever its maker belongs to", async () => {
  const { ctx, seat } = await member();
  const other = await world.inOwn((await world.person('Eve')).secret);
  const enter = (organizationId: string) =>
    enterByApi({ ...ctx, bearer: key(organizationId) }, 'organization.open', seat.slug);
  expect(await codeOf(await enter(seat.id))).toBe('in');
  expect(await codeOf(await enter(other.organization.id))).toBe('404 not_found');
});

test('an organization that keeps the session out tells a token which page leads in, and a browser to prove who is there', async () => {
  const { ctx, seat } = await member();
  const shut = { ...ctx, organization: undefined, closed: { ...seat, because: 'everyone_out' as const } };
  expect(await codeOf(await enterByApi(shut, 'organization.open', seat.slug))).toBe('403 step_up_required');
  const token = { ...shut, bearer: key() };
  expect(await codeOf(await enterByApi(token, 'organization.open', seat.slug))).toBe(
    '401 insufficient_user_authentication',
  );
  const gone = { ...token, closed: { ...seat, because: 'deleted' as const } };
  expect(await codeOf(await enterByApi(gone, 'organization.open', seat.slug))).toBe('404 not_found');
});
