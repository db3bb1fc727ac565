import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { organizations } from '../db/schema/organizations';
import { tasks } from '../db/schema/projects';
import { sessions } from '../db/schema/sessions';
import { users } from '../db/schema/users';
import { createOrganization } from '../lib/organization/store';
import { makersOf } from './support/api-makers';
import { apiOrigin, apiWorld } from './support/api-world';
import { flowWorld, type Person } from './support/flow-world';

const world = flowWorld();
const api = apiWorld(world);

const { maker, make, countOf } = makersOf(world, api);

describe('what somebody may do', () => {
  test("somebody else's organization, one that never was, and what cannot be one are the same 404", async () => {
    const [ada, eve] = [await maker(), await maker('Eve')];
    const { id } = (await make(ada)).body;
    const slugs = [ada.slug, 'never-there', 'UPPER', 'mine', "x'--", '%00', 'a'.repeat(60)];
    const answers = [];
    for (const slug of slugs)
      for (const path of ['', `/${id}`, `/${id}/tasks`])
        answers.push(await api.ask(`/organizations/${slug}/projects${path}`, { token: eve.token }));
    expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
    for (const method of ['PATCH', 'DELETE'])
      expect(
        await api.ask(`${ada.at}/${id}`, { method, token: eve.token, body: { name: 'x' } }),
      ).toMatchObject({
        status: 404,
      });
  });

  test("another organization's project does not exist under one's own", async () => {
    const [ada, eve] = [await maker(), await maker('Eve')];
    const { id } = (await make(ada)).body;
    const task = await api.ask(`${ada.at}/${id}/tasks`, {
      method: 'POST',
      token: ada.token,
      body: { title: 'T' },
    });
    const asked = [
      ['GET', `/${id}`],
      ['PATCH', `/${id}`, { name: 'x' }],
      ['GET', `/${id}/tasks`],
      ['POST', `/${id}/tasks`, { title: 'x' }],
      ['PATCH', `/${id}/tasks/${task.body.id}`, { done: true }],
    ] as const;
    for (const [method, path, body] of asked)
      expect(await api.ask(`${eve.at}${path}`, { method, token: eve.token, body })).toMatchObject({
        status: 404,
      });
    expect((await api.ask(`${ada.at}/${id}`, ada)).body.name).toBe('Roof');
    expect(await world.db.$count(tasks)).toBeGreaterThan(0);
  });

  test('a token with reading alone changes nothing, whatever its person may', async () => {
    const ada = await maker();
    const token = await api.tokenFor(ada.person, { scopes: ['projects:read'] });
    expect((await api.ask(ada.at, { token })).status).toBe(200);
    const answer = await api.ask(ada.at, { method: 'POST', token, body: { name: 'x' } });
    expect(answer).toMatchObject({
      status: 403,
      body: { code: 'insufficient_scope', scope: 'projects:write' },
    });
    expect(await countOf(ada)).toBe(0);
  });

  test('a member who was removed gets the 404 with the next call', async () => {
    const [ada, eve] = [await maker(), await maker('Eve')];
    const seat = sql`insert into memberships (organization_id, user_id, role) values (${ada.organizationId}, ${eve.person.userId}, 'member')`;
    await world.db.execute(seat);
    expect((await api.ask(ada.at, { token: eve.token })).status).toBe(200);
    const gone = sql`delete from memberships where organization_id = ${ada.organizationId} and user_id = ${eve.person.userId}`;
    await world.db.execute(gone);
    expect((await api.ask(ada.at, { token: eve.token })).status).toBe(404);
  });

  test.each([
    ['a second factor', { secondFactorRequired: true }, /second factor/],
    ['that everyone proves who they are', { sessionsValidFrom: sql`now()` }, /confirms it's them/],
  ])(
    "an organization's own rule of %s keeps a token out, and says where a person gets in",
    async (_what, rule, title) => {
      const ada = await maker();
      await world.owner.update(organizations).set(rule).where(eq(organizations.id, ada.organizationId));
      const answer = await api.ask(ada.at, { token: ada.token });
      expect(answer).toMatchObject({
        status: 401,
        body: { code: 'insufficient_user_authentication', page: `${apiOrigin}/o/${ada.slug}` },
      });
      expect(answer.body.title).toMatch(title);
      expect(answer.headers.get('www-authenticate')).toContain('error="insufficient_user_authentication"');
    },
  );

  test('an app that was signed in to with the second factor that an organization asks for is let in, and no other', async () => {
    const ada = await maker();
    const rule = { secondFactorRequired: true };
    await world.owner.update(organizations).set(rule).where(eq(organizations.id, ada.organizationId));
    await world.owner.update(users).set({ assurance: 2 }).where(eq(users.id, ada.person.userId));
    expect(await api.ask(ada.at, { token: ada.token })).toMatchObject({
      status: 401,
      body: { code: 'insufficient_user_authentication' },
    });
    const app = await api.app(ada.person);
    await world.owner.update(sessions).set({ assurance: 2 }).where(eq(sessions.id, app.id));
    const token = await api.sign(api.claims(app));
    expect((await api.ask(ada.at, { token })).status).toBe(200);
    // Also right after it, nothing counts as proof.
    expect((await api.ask(`${ada.at}/${randomUUID()}`, { method: 'DELETE', token })).status).toBe(401);
  });

  test('a deleted organization is the same 404', async () => {
    const person: Person = await world.person();
    const made = await createOrganization(world.db as never, {
      ownerId: person.userId,
      slug: `gone-${randomUUID().slice(0, 8)}`,
      name: 'Gone',
    });
    await world.owner
      .update(organizations)
      .set({ deletedAt: sql`now()` })
      .where(eq(organizations.id, made?.id ?? ''));
    const token = await api.tokenFor(person);
    expect(await api.ask(`/organizations/${made?.slug}/projects`, { token })).toMatchObject({ status: 404 });
  });
});

describe('organizations', () => {
  test('are listed with the role in each, in pages', async () => {
    const ada = await maker();
    for (const name of ['b', 'a'])
      await createOrganization(world.db as never, {
        ownerId: ada.person.userId,
        slug: `${name}-${randomUUID().slice(0, 8)}`,
        name,
      });
    const first = await api.ask('/organizations?limit=2', ada);
    const rest = await api.ask(`/organizations?limit=2&cursor=${first.body.next}`, ada);
    const slugs = [...first.body.data, ...rest.body.data].map(({ slug }) => slug);
    expect(slugs).toEqual(slugs.toSorted());
    expect(slugs).toContain(ada.slug);
    expect(slugs).toHaveLength(3);
  });
});
