/** In a product without organizations everybody works in their own, under one name. */

import { beforeAll, expect, test } from 'vitest';
import { apiWorld } from './support/api-world';
import { flowWorld } from './support/flow-world';

const world = flowWorld();
const api = apiWorld(world);
beforeAll(async () => {
  const { features } = await import('../lib/config/features');
  Object.assign(features.organizations, { on: false });
});

test('projects are made and read there, by cookie and by token, and under no other name', async () => {
  const [ada, eve] = [await world.person(), await world.person('Eve')];
  const { slug } = (await world.inOwn(ada.secret)).organization;
  const token = await api.tokenFor(ada);
  const made = await api.ask('/organizations/mine/projects', {
    method: 'POST',
    token,
    body: { name: 'Own' },
  });
  expect(made.status).toBe(201);
  const listed = await api.ask('/organizations/mine/projects', { secret: ada.secret });
  expect(listed.body.data).toEqual([made.body]);
  const theirs = await api.ask('/organizations/mine/projects', { token: await api.tokenFor(eve) });
  expect(theirs.body.data).toEqual([]);
  for (const name of [slug, 'never-there'])
    expect(await api.ask(`/organizations/${name}/projects`, { token })).toMatchObject({ status: 404 });
});

test('the list names that one alone', async () => {
  const ada = await world.person();
  const { id } = (await world.inOwn(ada.secret)).organization;
  const { body } = await api.ask('/organizations', { token: await api.tokenFor(ada) });
  expect(body).toEqual({ data: [{ id, slug: 'mine', name: 'Ada', role: 'owner' }], next: null });
});
