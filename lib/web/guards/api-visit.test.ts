import { expect, test } from 'vitest';
import { apiWorld } from '../../../tests/support/api-world';
import { flowWorld } from '../../../tests/support/flow-world';
import { visitWorld } from '../../../tests/support/visits';

const world = flowWorld();
const api = apiWorld(world);
const visits = visitWorld(world);

test.each(['view', 'act'] as const)(
  'support that sees an account as its person (%s) gets nothing from the API, and neither does its own cookie beside it',
  async (level) => {
    const { secret, staff, person } = await visits.visiting(level);
    const { sealAs } = await import('../cookies/seal');
    const cookie = `session=${await sealAs('secret', staff.secret)}; support=${await sealAs('support', secret)}`;
    const headers = { cookie, origin: 'http://localhost:3000' };
    for (const path of ['/me', '/sessions', '/organizations'])
      expect(await api.ask(path, { headers })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    const asking = { method: 'DELETE', headers };
    expect((await api.ask(`/sessions/${person.sessionId}`, asking)).status).toBe(403);
    expect((await world.row(person.sessionId)).endedAt).toBeNull();
  },
);

test('a token beside the cookies of a visit is one credential too many', async () => {
  const { secret, staff, person } = await visits.visiting();
  const { sealAs } = await import('../cookies/seal');
  const cookie = `session=${await sealAs('secret', staff.secret)}; support=${await sealAs('support', secret)}`;
  for (const held of [cookie, 'support=x'])
    expect(
      await api.ask('/me', { token: await api.tokenFor(person), headers: { cookie: held } }),
    ).toMatchObject({ status: 400, body: { code: 'two_credentials' } });
});
