import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type Database } from '../db/client';
import { resumeSession } from '../lib/flows/session/resume-session';
import { noteActivity } from '../lib/flows/session/touch-session';
import { noteVisitPage } from '../lib/flows/support/note-visit';
import { resumeBearer } from '../lib/flows/token/resume-bearer';
import { hashOfSecret } from '../lib/secret';
import { flowWorld } from './support/flow-world';
import { keyWorld } from './support/keys';
import { visitWorld } from './support/visits';
import { tapWire, type Wire } from './support/wire';

const world = flowWorld();
const visits = visitWorld(world);
let wire: Wire;
let db: Database;

beforeAll(async () => {
  wire = await tapWire(world.url);
  db = connect(wire.url, { max: 1 });
});
afterAll(async () => {
  await db.$client.end({ timeout: 1 });
  await wire.close();
});

/** The first use of a connection also prepares the statement. */
async function warmUp(): Promise<void> {
  for (let n = 0; n < 2; n++) await resumeSession({ ...world.ctx(), db }, hashOfSecret('nobody'));
}

const one = { statements: 1, syncs: 1, roundTrips: 1 };

test('the tap tells one round trip from two: a statement that is not prepared takes more', async () => {
  await warmUp();
  const cost = await wire.cost(() => db.$client.unsafe('select 1 as one where $1 = 1', [1]));
  expect(cost.statements).toBe(1);
  expect(cost.roundTrips).toBeGreaterThan(1);
});

describe('checking a live session', () => {
  test('takes one statement and one round trip', async () => {
    const { secret } = await world.person();
    await warmUp();
    const check = () => resumeSession({ ...world.ctx(), db }, hashOfSecret(secret));
    expect(await wire.cost(check)).toEqual(one);
    expect(await check()).toMatchObject({ kind: 'active' });
  });

  test('takes the same for a remembered one, and for one whose touch is due', async () => {
    const { secret, sessionId } = await world.anotherSession(await world.person(), { remember: true });
    await world.age(sessionId, { lastActiveAt: 3600 });
    await warmUp();
    const check = () => resumeSession({ ...world.ctx(), db }, hashOfSecret(secret));
    expect(await wire.cost(check)).toEqual(one);
    expect(await check()).toMatchObject({ kind: 'active', touchDue: true });
  });

  test('takes the same in an organization, by its address and by its id, for a member and for anybody else', async () => {
    const { secret } = await world.person();
    const { id, slug } = (await world.inOwn(secret)).organization;
    const stranger = (await world.inOwn((await world.person('Eve')).secret)).organization;
    for (const organization of [{ slug }, { id }, { slug: stranger.slug }, { slug: 'never-there' }]) {
      const check = () => resumeSession({ ...world.ctx(), db }, hashOfSecret(secret), { organization });
      // The first use of a connection also prepares the statement.
      for (let n = 0; n < 2; n++) await check();
      expect(await wire.cost(check)).toEqual(one);
    }
    const found = await resumeSession({ ...world.ctx(), db }, hashOfSecret(secret), {
      organization: { slug },
    });
    expect(found).toMatchObject({ kind: 'active', caller: { organization: { id, role: 'owner' } } });
  });

  test('twenty times takes twenty', async () => {
    const { secret } = await world.person();
    await warmUp();
    const cost = await wire.cost(async () => {
      for (let n = 0; n < 20; n++) await resumeSession({ ...world.ctx(), db }, hashOfSecret(secret));
    });
    expect(cost).toEqual({ statements: 20, syncs: 20, roundTrips: 20 });
  });
});

test('a network and a browser that are known cost nothing; new ones cost once', async () => {
  const { secret } = await world.person();
  const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0';
  const check = (ip: string) => () => resumeSession({ ...world.ctx(ip, agent), db }, hashOfSecret(secret));
  await check('203.0.113.7')();
  await warmUp();
  expect(await wire.cost(check('203.0.113.8'))).toEqual(one);
  expect((await wire.cost(check('198.51.100.7'))).statements).toBeGreaterThan(1);
  expect(await wire.cost(check('198.51.100.8'))).toEqual(one);
  expect(await wire.cost(check('203.0.113.9'))).toEqual(one);
});

test('telling that a session has ended takes one statement once it is recorded', async () => {
  const { secret, sessionId } = await world.person();
  await world.age(sessionId, { lastActiveAt: 1800 });
  await world.resume(secret);
  await warmUp();
  expect(await wire.cost(() => resumeSession({ ...world.ctx(), db }, hashOfSecret(secret)))).toEqual(one);
});

describe('checking an API key', () => {
  test('takes one statement and one round trip, in an organization as well', async () => {
    const person = await world.person();
    const { slug } = (await world.inOwn(person.secret)).organization;
    const own = await keyWorld(world).makeFor(person);
    const service = await keyWorld(world).makeService(person);
    for (const { token } of [own, service])
      for (const organization of [undefined, { slug }, { slug: 'never-there' }]) {
        const check = () => resumeBearer({ ...world.ctx(), db }, token, organization && { organization });
        for (let n = 0; n < 2; n++) await check();
        expect(await wire.cost(check)).toEqual(one);
        expect(await check()).toMatchObject({ kind: 'active' });
      }
  });

  test('takes none for what is no key by its shape or its checksum', async () => {
    const { token } = await keyWorld(world).makeFor(await world.person());
    const check = () => resumeBearer({ ...world.ctx(), db }, `${token.slice(0, -1)}_`);
    expect((await wire.cost(check)).statements).toBe(0);
  });
});

describe('checking a visit by support', () => {
  test('takes one statement and one round trip, with the staff member’s own session in it', async () => {
    const visiting = await visits.visiting('act');
    const check = () =>
      resumeSession({ ...world.ctx(), db }, hashOfSecret(visiting.secret), {
        parentHash: hashOfSecret(visiting.staff.secret),
      });
    await check();
    await check();
    expect(await wire.cost(check)).toEqual(one);
    expect(await check()).toMatchObject({ kind: 'active', caller: { support: { level: 'act' } } });
  });

  test('a page that it sees costs two more behind the answer: one for each of the two sessions', async () => {
    const { support } = await visits.acting(await visits.visiting());
    const cost = await wire.cost(() => noteVisitPage({ ...world.ctx(), db }, support));
    expect(cost.statements).toBe(2);
  });

  test('somebody whom support asks something is told so by the same one statement', async () => {
    const person = await world.person();
    await visits.asked(await visits.staff(), person);
    await warmUp();
    const check = () => resumeSession({ ...world.ctx(), db }, hashOfSecret(person.secret));
    expect(await wire.cost(check)).toEqual(one);
    expect(await check()).toMatchObject({ caller: { asked: true } });
  });
});

test('a touch takes one statement', async () => {
  const { secret, sessionId } = await world.person();
  await world.age(sessionId, { lastActiveAt: 90 });
  const caller = await world.callerOf(secret);
  const cost = await wire.cost(() => noteActivity({ ...world.ctx(), db }, caller));
  expect(cost.statements).toBe(1);
});
