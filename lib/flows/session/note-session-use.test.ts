import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { sessions } from '../../../db/schema/sessions';
import { flowWorld, type Person, password } from '../../../tests/support/flow-world';
import { limitsOf } from '../../config/policy';
import { hashOfSecret } from '../../secret';
import { endSession } from '../../session/end';
import { listLiveSessions } from '../../session/list';
import { rotateSession } from '../../session/rotate';
import { signIn } from '../sign-in/sign-in';
import { resumeSession } from './resume-session';
import { stepUp } from './step-up';

const world = flowWorld();
const chrome = (version = '142.0.0.0') =>
  `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version} Safari/537.36`;
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0';

const home = '203.0.113.7';

/** Signed in at home, with Chrome. */
async function atHome(): Promise<Person> {
  const { email } = await world.person();
  const result = await signIn(world.ctx(home, chrome()), { email, password, remember: false });
  if (!result.ok) throw new Error(result.reason);
  return { email, ...result.value };
}

/** A request with this session's cookie; what the person may then still do without proof, in seconds. */
async function use({ secret }: Person, ip: string, userAgent: string | null = chrome()): Promise<number> {
  const resumed = await world.resume(secret, world.ctx(ip, userAgent));
  if (resumed.kind !== 'active') throw new Error(`the session is not active but ${resumed.kind}`);
  return resumed.caller.session.stepUpSecondsLeft;
}

const changes = async ({ sessionId }: Person) =>
  (await world.audit(sessionId))
    .filter(({ event }) => event === 'session_used_elsewhere')
    .map(({ reason }) => reason);

const back = (person: Person, at: Partial<typeof sessions.$inferInsert>) =>
  world.db.update(sessions).set(at).where(eq(sessions.id, person.sessionId));

test('a sign-in notes its network and its browser, and no change', async () => {
  const row = await world.row((await atHome()).sessionId);
  expect(row.knownNetworks).toEqual(['203.0.113.0/24']);
  expect(row.knownBrowsers).toHaveLength(1);
  expect([row.networkChangedAt, row.browserChangedAt]).toEqual([null, null]);
});

describe('nothing is asked, and nothing is written, for', () => {
  test.each([
    ['another address of the same network', '203.0.113.200', chrome()],
    ['an updated browser', home, chrome('199.1.2.3')],
    ['a request from this machine itself', '127.0.0.1', chrome()],
    ['a browser that does not name itself', home, null],
    ['an empty name', home, ''],
  ])('%s', async (_what, ip, userAgent) => {
    const person = await atHome();
    const before = await world.row(person.sessionId);
    expect(await use(person, ip, userAgent)).toBeGreaterThan(500);
    expect(await world.row(person.sessionId)).toEqual(before);
    expect(await changes(person)).toEqual([]);
  });

  test('an address that cannot be known', async () => {
    const person = await atHome();
    const { db, policy } = world.ctx();
    const from = { db, policy, request: { id: 'r1', ip: null, userAgent: null } };
    const resumed = await world.resume(person.secret, from);
    expect(resumed.kind === 'active' && resumed.caller.session.stepUpSecondsLeft).toBeGreaterThan(500);
    expect((await world.row(person.sessionId)).networkChangedAt).toBeNull();
  });
});

describe.each([
  ['a new network', '198.51.100.9', chrome(), 'new_network', 'networkChangedAt'],
  ['a new network of IPv6', '2001:db8:77::1', chrome(), 'new_network', 'networkChangedAt'],
  ['a different browser', home, firefox, 'different_browser', 'browserChangedAt'],
] as const)('%s', (_what, ip, userAgent, reason, column) => {
  test('keeps the session, asks for proof in that very request and in later ones from everywhere', async () => {
    const person = await atHome();
    expect(await use(person, ip, userAgent)).toBe(0);
    expect(await use(person, ip, userAgent)).toBe(0);
    expect(await use(person, home)).toBe(0);
  });

  test('is noted on the row, shown in the list, and recorded once', async () => {
    const person = await atHome();
    for (let n = 0; n < 3; n += 1) await use(person, ip, userAgent);
    const row = await world.row(person.sessionId);
    const columns = ['networkChangedAt', 'browserChangedAt'] as const;
    expect(columns.filter((name) => row[name] !== null)).toEqual([column]);
    expect(await changes(person)).toEqual([reason]);
    expect((await world.audit(person.sessionId)).at(-1)).toMatchObject({
      ip,
      userAgent,
      actorId: person.userId,
    });
    const listed = await listLiveSessions(world.db, person.userId, world.policy);
    expect(listed.find(({ id }) => id === person.sessionId)?.[column]).toEqual(row[column]);
  });

  test('is good once proof was given, there and at home', async () => {
    const person = await atHome();
    await use(person, ip, userAgent);
    const ctx = { ...world.ctx(ip, userAgent), ...(await world.callerOf(person.secret)) };
    const proven = await stepUp(ctx, { password, presented: hashOfSecret(person.secret) });
    if (!proven.ok) throw new Error(proven.reason);
    const renewed = { ...person, secret: proven.value.secret };
    expect(await use(renewed, ip, userAgent)).toBeGreaterThan(500);
    expect(await use(renewed, home)).toBeGreaterThan(500);
  });

  test('brought by sixteen requests at once is written once, and all of them are asked', async () => {
    const person = await atHome();
    const left = await Promise.all(Array.from({ length: 16 }, () => use(person, ip, userAgent)));
    expect(left).toEqual(Array(16).fill(0));
    expect(await changes(person)).toEqual([reason]);
    const row = await world.row(person.sessionId);
    expect([row.knownNetworks.length, row.knownBrowsers.length].sort()).toEqual([1, 2]);
  });

  test('is not let through when it cannot be recorded', async () => {
    const person = await atHome();
    const before = await world.row(person.sessionId);
    const from = { ...world.ctx(), request: { id: 'unrecordable', ip, userAgent } };
    await expect(world.resume(person.secret, from)).rejects.toThrow();
    expect(await world.row(person.sessionId)).toEqual(before);
  });
});

test('a proof counts only when it is younger than the change', async () => {
  const person = await atHome();
  const at = (await world.row(person.sessionId)).authenticatedAt;
  const shifted = (milliseconds: number) => new Date(at.getTime() + milliseconds);
  await back(person, { networkChangedAt: shifted(-1) });
  expect(await use(person, home)).toBeGreaterThan(0);
  await back(person, { networkChangedAt: at });
  expect(await use(person, home)).toBe(0);
  await back(person, { networkChangedAt: shifted(1) });
  expect(await use(person, home)).toBe(0);
  await back(person, { networkChangedAt: null, browserChangedAt: shifted(1) });
  expect(await use(person, home)).toBe(0);
  await back(person, { networkChangedAt: shifted(-9), browserChangedAt: shifted(-9) });
  expect(await use(person, home)).toBeGreaterThan(0);
});

test('a row from before there were lists learns its first network and browser without a word', async () => {
  const person = await atHome();
  await back(person, { knownNetworks: [], knownBrowsers: [] });
  expect(await use(person, '198.51.100.9', firefox)).toBeGreaterThan(500);
  const row = await world.row(person.sessionId);
  expect(row.knownNetworks).toEqual(['198.51.100.0/24']);
  expect([row.networkChangedAt, row.browserChangedAt]).toEqual([null, null]);
  expect(await changes(person)).toEqual([]);
  expect(await use(person, home)).toBe(0);
});

test('the last thirty-two are remembered; one more makes the oldest new again, recorded once an hour', async () => {
  const person = await atHome();
  for (let n = 1; n <= 32; n += 1) await use(person, `198.51.${n}.1`);
  const { knownNetworks } = await world.row(person.sessionId);
  expect(knownNetworks).toEqual(Array.from({ length: 32 }, (_, n) => `198.51.${n + 1}.0/24`));
  await use(person, home);
  expect((await world.row(person.sessionId)).knownNetworks.at(-1)).toBe('203.0.113.0/24');
  expect(await changes(person)).toEqual(['new_network']);
  await use(person, home, firefox);
  expect(await changes(person)).toEqual(['new_network', 'different_browser']);
});

test('a session that has ended learns nothing more', async () => {
  const person = await atHome();
  await endSession(world.db, { id: person.sessionId, userId: person.userId }, 'signed_out');
  const before = await world.row(person.sessionId);
  expect(await world.resume(person.secret, world.ctx('198.51.100.9', firefox))).toMatchObject({
    kind: 'ended',
  });
  expect(await world.row(person.sessionId)).toEqual(before);
});

test('a secret that was rotated away brings no change', async () => {
  const { secret, sessionId: id, userId } = await atHome();
  const limits = limitsOf(world.policy, { remembered: false, role: 'member' });
  const presented = hashOfSecret(secret);
  await rotateSession(world.db, { id, userId, presented }, { with: 'password', assurance: 1 }, limits);
  expect(await world.resume(secret, world.ctx('198.51.100.9', firefox))).toEqual({ kind: 'superseded' });
  expect((await world.row(id)).networkChangedAt).toBeNull();
});

test('a request that runs by itself is judged by where it comes from, and leaves no trace', async () => {
  const { secret, sessionId } = await world.person();
  const before = await world.row(sessionId);
  const elsewhere = world.ctx('198.51.100.7', firefox);
  const resumed = await resumeSession(elsewhere, hashOfSecret(secret), { passive: true });
  expect(resumed).toMatchObject({ kind: 'active', caller: { session: { stepUpSecondsLeft: 0 } } });
  expect(await world.row(sessionId)).toEqual(before);
});
