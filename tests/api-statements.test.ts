/** What a call costs the database: one statement and one round trip to know who asks, however it asks. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type Database } from '../db/client';
import { apiOrigin, apiWorld } from './support/api-world';
import { proofClient } from './support/dpop';
import { flowWorld } from './support/flow-world';
import { tapWire, type Wire } from './support/wire';

const world = flowWorld();
const api = apiWorld(world);
const slot = Symbol.for('app.database');
let wire: Wire;
let pool: Database;
beforeAll(async () => {
  wire = await tapWire(world.url);
  pool = connect(wire.url, { max: 1 });
  Object.assign(globalThis, { [slot]: pool });
});
afterAll(async () => {
  Reflect.deleteProperty(globalThis, slot);
  await pool.$client.end({ timeout: 1 });
  await wire.close();
});

const one = { statements: 1, syncs: 1, roundTrips: 1 };

/** After two calls the statement is prepared, the keys are read, and the calls of the next moments are leased. */
async function costOf(ask: () => Promise<{ status: number }>) {
  for (let n = 0; n < 2; n++) await ask();
  return wire.cost(async () => expect((await ask()).status).toBe(200));
}

describe('an ordinary call', () => {
  test('with an access token is one statement', async () => {
    const token = await api.tokenFor(await world.person());
    expect(await costOf(() => api.ask('/me', { token }))).toEqual(one);
  });

  test('with a cookie is one statement', async () => {
    const { secret } = await world.person();
    expect(await costOf(() => api.ask('/me', { secret }))).toEqual(one);
  });

  test('twenty times is twenty', async () => {
    const token = await api.tokenFor(await world.person());
    for (let n = 0; n < 2; n++) await api.ask('/me', { token });
    const cost = await wire.cost(async () => {
      for (let n = 0; n < 20; n++) await api.ask('/me', { token });
    });
    expect(cost.statements).toBe(20);
  });

  test('with a token that is bound to a key is one more, for the proof', async () => {
    const client = await proofClient();
    const app = await api.app(await world.person(), { proofKey: client.thumbprint });
    const token = await api.sign({ ...api.claims(app), cnf: { jkt: client.thumbprint } });
    const ask = async () => {
      const dpop = await client.prove({ url: `${apiOrigin}/api/v1/me`, token });
      return api.ask('/me', { headers: { authorization: `DPoP ${token}`, dpop } });
    };
    expect((await costOf(ask)).statements).toBe(2);
  });
});

// only: sample, from here
test('a call within an organization asks who it is and what its person may there in one, and for the projects in another', async () => {
  const person = await world.person();
  const { slug } = (await world.inOwn(person.secret)).organization;
  const token = await api.tokenFor(person);
  const cost = await costOf(() => api.ask(`/organizations/${slug}/projects`, { token }));
  expect(cost.statements).toBe(2);
});
// only: sample, to here

test('what is refused without a look at a row costs none', async () => {
  const token = await api.tokenFor(await world.person());
  await api.ask('/me', { token });
  const cost = await wire.cost(async () => {
    await api.ask('/me');
    await api.ask(`/me?access_token=${token}`);
    await api.ask('/me', { token, secret: 'x' });
    await api.ask('/nothing', { token });
    await api.ask('/me', { method: 'PUT', token });
  });
  expect(cost.statements).toBe(0);
});
