import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { projects } from '../db/schema/projects';
import { makersOf } from './support/api-makers';
import { apiOrigin, apiWorld } from './support/api-world';
import { flowWorld } from './support/flow-world';

const world = flowWorld();
const api = apiWorld(world);

const { maker, make, countOf } = makersOf(world, api);

describe('projects', () => {
  test('are created, read, changed and listed by a token', async () => {
    const ada = await maker();
    const made = await make(ada, { name: '  Roof ', description: 'Tiles' });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ name: 'Roof', description: 'Tiles' });
    const one = `${ada.at}/${made.body.id}`;
    expect((await api.ask(one, { token: ada.token })).body).toEqual(made.body);
    const changed = await api.ask(one, { method: 'PATCH', token: ada.token, body: { name: 'New roof' } });
    expect(changed.body).toMatchObject({ id: made.body.id, name: 'New roof', description: 'Tiles' });
    expect((await api.ask(ada.at, { token: ada.token })).body).toEqual({ data: [changed.body], next: null });
    const trail = await world.auditOfUser(ada.person.userId);
    const ours = trail.filter(({ event }) => event.startsWith('project_'));
    expect(ours.map(({ event }) => event)).toEqual(['project_created', 'project_updated']);
    expect(ours.map(({ data }) => data)).toEqual([
      expect.objectContaining({ via: 'app' }),
      expect.objectContaining({ via: 'app' }),
    ]);
  });

  test('come in pages that neither repeat nor leave out, also while one is added, changed and removed', async () => {
    const ada = await maker();
    const ids: string[] = [];
    for (let n = 1; n <= 7; n++) ids.unshift((await make(ada, { name: `P${n}` })).body.id);
    // Two of one moment: the id decides.
    const [, second, third] = ids;
    await world.db.execute(sql`
      update projects set created_at = (select created_at from projects where id = ${second}) where id = ${third}`);
    const seen: string[] = [];
    let cursor = '';
    for (let page = 1; page <= 4 && cursor !== null; page++) {
      const { body, headers } = await api.ask(`${ada.at}?limit=2${cursor && `&cursor=${cursor}`}`, ada);
      seen.push(...body.data.map(({ id }: { id: string }) => id));
      if (page === 1) {
        await make(ada, { name: 'Later' });
        await api.ask(`${ada.at}/${ids[4]}`, { ...ada, method: 'PATCH', body: { name: 'Changed' } });
        await world.db.delete(projects).where(eq(projects.id, seen[1] ?? ''));
        const next = `<${apiOrigin}/api/v1${ada.at}?limit=2&cursor=${body.next}>; rel="next"`;
        expect(headers.get('link')).toBe(next);
      }
      cursor = body.next;
    }
    expect(cursor).toBeNull();
    expect(seen.toSorted()).toEqual(ids.toSorted());
  });

  test('cannot be deleted by a token, which is told where a person can', async () => {
    const ada = await maker();
    const { id } = (await make(ada)).body;
    const answer = await api.ask(`${ada.at}/${id}`, { method: 'DELETE', token: ada.token });
    expect(answer).toMatchObject({
      status: 401,
      body: {
        code: 'insufficient_user_authentication',
        page: `${apiOrigin}/o/${ada.slug}/projects/${id}`,
      },
    });
    expect(answer.headers.get('www-authenticate')).toBe(
      `Bearer error="insufficient_user_authentication", error_description="a person has to do this in a browser", acr_values="1", max_age="600", resource_metadata="${apiOrigin}/.well-known/oauth-protected-resource"`,
    );
    expect(await countOf(ada)).toBe(1);
    const secret = ada.person.secret;
    expect((await api.ask(`${ada.at}/${id}`, { method: 'DELETE', secret })).status).toBe(204);
    expect(await countOf(ada)).toBe(0);
  });

  test('are deleted by a browser only right after proof', async () => {
    const ada = await maker();
    const { id } = (await make(ada)).body;
    const { secret, sessionId } = ada.person;
    await world.age(sessionId, { authenticatedAt: 600 });
    const answer = await api.ask(`${ada.at}/${id}`, { method: 'DELETE', secret });
    expect(answer).toMatchObject({ status: 403, body: { code: 'step_up_required' } });
    expect(await countOf(ada)).toBe(1);
  });
});

describe('a cursor', () => {
  const id = '00000000-0000-4000-8000-000000000000';
  const cursorOf = (place: unknown) => Buffer.from(JSON.stringify(place)).toString('base64url');
  const lists = async () => {
    const ada = await maker();
    const tasks = `${ada.at}/${(await make(ada)).body.id}/tasks`;
    const get = async (path: string, place: unknown) => {
      const { status, body } = await api.ask(`${path}?cursor=${cursorOf(place)}`, ada);
      return { status, fields: body.errors?.map(({ field }: { field: string }) => field) };
    };
    return { ...ada, tasks, get };
  };

  test('that names as much as its column holds is read, and one more is refused', async () => {
    const { at, tasks, get } = await lists();
    expect((await get(tasks, [2_147_483_647, id])).status).toBe(200);
    expect((await get(at, [Number.MAX_SAFE_INTEGER, id])).status).toBe(200);
    for (const [path, most] of [
      [tasks, 2_147_483_647],
      [at, Number.MAX_SAFE_INTEGER],
    ] as const)
      expect(await get(path, [most + 1, id])).toEqual({ status: 400, fields: ['cursor'] });
  });

  test.each([
    ['a negative number', [-1, id]],
    ['a fraction', [0.5, id]],
    ['no number', [null, id]],
    ['no id', [1, 'x']],
    ['an id of another form', [1, `{${id}}`]],
    ['an id with NUL', [1, `${id}\0`]],
    ['too few', [1]],
    ['too many', [1, id, id]],
    ['an object', { 0: 1, 1: id }],
    ['a number beyond any', [1e300, id]],
  ])('with %s is refused by every list', async (_what, place) => {
    const { at, tasks, get } = await lists();
    for (const path of [at, tasks, '/organizations', '/sessions'])
      expect([path, await get(path, place)]).toEqual([path, { status: 400, fields: ['cursor'] }]);
  });
});

describe('tasks', () => {
  test('are added, listed in their order, and done', async () => {
    const ada = await maker();
    const at = `${ada.at}/${(await make(ada)).body.id}/tasks`;
    const made: { id: string }[] = [];
    for (const title of ['One', 'Two', 'Three'])
      made.push((await api.ask(at, { method: 'POST', token: ada.token, body: { title } })).body);
    const first = await api.ask(`${at}?limit=2`, ada);
    const rest = await api.ask(`${at}?limit=2&cursor=${first.body.next}`, ada);
    expect([...first.body.data, ...rest.body.data]).toEqual(made);
    expect(rest.body.next).toBeNull();
    const done = await api.ask(`${at}/${made[0]?.id}`, {
      method: 'PATCH',
      token: ada.token,
      body: { done: true },
    });
    expect(done.body).toEqual({ ...made[0], done: true });
    const other = await api.ask(`${at}/${randomUUID()}`, {
      method: 'PATCH',
      token: ada.token,
      body: { done: true },
    });
    expect(other.status).toBe(404);
  });
});
