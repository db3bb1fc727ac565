import { product } from '../../lib/config/product';
import { sql } from '../support/database';
import { calledWith, cookieOf, hiddenFields, postForm } from '../support/forms';
import { Attackers } from '../support/hostile/attackers';
import { follow, type Grounds, survey } from '../support/hostile/grounds';
import { hostileRequest } from '../support/hostile/requests';
import { faultsInLog, faultsOf, problemFields } from '../support/hostile/verdict';
import { dump, type RawAnswer, type RawRequest, send } from '../support/hostile/wire';
import { ask, fromOurPages } from '../support/http';
import { type OwnInstance, startOwnInstance } from '../support/instance';
import { canary, createPerson } from '../support/people';
import { expect, test } from '../support/test';

// The same requests again, or more of them: FUZZ_SEED=… FUZZ_COUNT=… npm run test:e2e -- hostile-http
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
const count = Number(process.env.FUZZ_COUNT ?? 1500);
const first = Number(process.env.FUZZ_FROM ?? 0);

// A server of their own: what stands in its log is then what these tests brought about.
test.describe.configure({ mode: 'serial' });

let instance: OwnInstance;
let at: string;
let newLines: () => string[];
let attackers: Attackers;
let grounds: Grounds;

test.beforeAll(async () => {
  instance = await startOwnInstance(`${test.info().project.outputDir}/hostile-server.log`);
  at = instance.at;
  newLines = follow(instance.log);
  attackers = new Attackers(at);
  for (let n = 0; n < 3; n += 1) await attackers.add();
  // What its forms show of a person is sent by everybody later, so it is nobody's whose leaks are looked for.
  grounds = await survey(at, await cookieOf(await createPerson(), { at }));
});

test.afterAll(async () => {
  await instance?.stop();
});

test('the built app offers forms, actions and routes to attack', () => {
  expect(grounds.forms.length).toBeGreaterThan(10);
  expect(grounds.actions.length).toBeGreaterThan(40);
  expect(grounds.routes.length).toBeGreaterThan(10);
  expect(faultsInLog(newLines())).toEqual([]);
});

const reallyCalled = (
  path: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<RawAnswer> => {
  const all = { Host: new URL(at).host, ...fromOurPages(at), ...headers, Connection: 'close' };
  const bytes = Buffer.from(body, 'latin1');
  const sized = { ...all, 'Content-Length': String(bytes.length) };
  const request = {
    method: 'POST',
    target: path,
    version: 'HTTP/1.1',
    headers: Object.entries(sized),
    body: bytes,
  };
  return send(at, request);
};

const actionIn = async (path: string, within: string, cookie?: string) => {
  const fields = hiddenFields((await ask(path, { at, cookie })).text, within);
  return /"id":"([0-9a-f]{42})"/.exec(JSON.stringify(fields).replaceAll('\\"', '"'))?.[1] ?? '';
};

test('an action that is sent nonsense answers 400, and the nonsense stands in no line of its own', async () => {
  const forged = JSON.stringify({ level: 'error', app: product.slug, event: 'forged' });
  const id = await actionIn('/sign-in', 'name="email"');
  expect(id).not.toBe('');
  const bodies = ['', '{', `\n${forged}\n`, `\u001b[2J${forged}`, '["$1:a:b"]', '["$F1"]', '["$h1"]', '-'];
  for (const type of ['text/plain;charset=UTF-8', 'multipart/form-data', 'multipart/form-data; boundary=x']) {
    for (const body of bodies) {
      const called = await reallyCalled('/sign-in', body, { 'Next-Action': id, 'Content-Type': type });
      expect(called.status, JSON.stringify([type, body])).toBe(400);
      // Whatever decodes to something reaches the guard, which answers by itself that it is no form.
      expect(called.head).toMatch(/^content-type: (application\/problem\+json|text\/x-component)/im);
    }
  }
  // An action that is named without what belongs to it runs without its form, and Next stumbles over it afterwards.
  const unbound = `--x\r\nContent-Disposition: form-data; name="$ACTION_REF_1"\r\n\r\n\r\n--x\r\nContent-Disposition: form-data; name="$ACTION_1:0"\r\n\r\n{"id":"${id}"}\r\n--x\r\nContent-Disposition: form-data; name="$ACTION_KEY"\r\n\r\nk\r\n--x--\r\n`;
  const form = { 'Content-Type': 'multipart/form-data; boundary=x' };
  expect((await reallyCalled('/sign-in', unbound, form)).status).toBe(400);
  const posted = await reallyCalled('/sign-in', 'x', {
    'Content-Type': 'multipart/form-data; boundary=x',
    Accept: 'text/html',
  });
  expect(posted.status).toBe(400);
  expect(posted.text).toContain('<h1>This request can’t be read</h1>');
  const lines = newLines();
  expect(faultsInLog(lines)).toEqual([]);
  expect(lines.map((line) => problemFields(line)?.event)).toContain('request_malformed');
  expect(lines.map((line) => problemFields(line)?.event)).not.toContain('forged');
});

test('too much at once is told so, and an action that is not there keeps the header by which pages know it', async () => {
  const long = await reallyCalled('/sign-in', 'x'.repeat(110_000), {
    'Next-Action': 'x',
    'Content-Type': 'text/plain',
  });
  expect(long.status).toBe(413);
  const gone = { 'Next-Action': `7f${'0'.repeat(40)}`, 'Content-Type': 'text/plain;charset=UTF-8' };
  const unknown = await reallyCalled('/sign-in', '[]', gone);
  expect([404, 409]).toContain(unknown.status);
  expect(unknown.head).toMatch(/^x-nextjs-action-not-found: 1$/im);
  expect(faultsInLog(newLines())).toEqual([]);
});

test('what the build has not made is a plain 404 for everybody', async () => {
  const cookie = attackers.cookie(0);
  for (const path of ['/_next/static/x.js', '/_next/static/x.css', '/_next/static/chunks/a/b.js?c']) {
    for (const question of [
      {},
      { cookie },
      { cookie, headers: { rsc: '1' } },
      { headers: { 'sec-fetch-site': 'cross-site' } },
    ]) {
      const answer = await ask(path, { at, ...question });
      expect([answer.status, answer.text], path).toEqual([404, 'Not Found']);
      expect(answer.headers['content-type']).toMatch(/^text\/plain/);
      expect(answer.setCookies).toEqual([]);
    }
  }
  expect(
    (await ask('/_next/static/x.js', { at, method: 'POST', cookie, headers: fromOurPages(at) })).status,
  ).toBe(405);
});

test('a fault of ours stays one: 500, and a line that says so without what it was about', async () => {
  const person = await createPerson();
  const cookie = await cookieOf(person, { at });
  const name = canary('never-stored');
  await sql.unsafe(`
    create function refuse_never_stored() returns trigger language plpgsql as $$ begin raise 'we are broken'; end $$;
    create trigger refuse_never_stored before insert on test_notes for each row
      when (new.name = '${name}') execute function refuse_never_stored()`);
  try {
    const posted = await postForm(
      '/test-notes/new',
      'name="name"',
      { name, description: '' },
      { at, cookie },
    );
    expect(posted.status).toBe(500);
    const id = await actionIn('/test-notes/new', 'name="name"', cookie);
    const { body, type } = await calledWith({ name, description: '' });
    const headers = { ...fromOurPages(at), 'next-action': id, 'content-type': type };
    expect((await ask('/test-notes/new', { at, cookie, method: 'POST', headers, body })).status).toBe(500);
  } finally {
    await sql.unsafe('drop trigger refuse_never_stored on test_notes; drop function refuse_never_stored()');
  }
  await expect.poll(() => logged('request_failed')).toBe(2);
  expect(all.join('\n')).not.toContain(name);
});

const all: string[] = [];
function logged(event: string): number {
  all.push(...newLines());
  return all.map(problemFields).filter((fields) => fields?.event === event).length;
}

test('no request, however odd, is a fault of ours, leads away, or brings what is somebody else’s', async () => {
  test.setTimeout(60_000 + count * 1000);
  test.info().annotations.push({ type: 'seed', description: String(seed) });
  newLines();
  const statuses = new Set<number>();
  for (let index = first; index < first + count; index += 1) {
    if (index % 50 === 0) await attackers.renew();
    const request = hostileRequest(seed, index, { at, grounds, attackers: attackers.count });
    const sent = attackers.fill(request);
    const answer = await send(at, sent).catch(failed);
    statuses.add(answer.status);
    const leaks = attackers.leaked(sent, answer).map((text) => `it brings ${text}`);
    const faults = [...faultsOf(answer, at), ...leaks, ...faultsInLog(newLines())];
    expect(faults, faults.length === 0 ? '' : report(index, request, answer)).toEqual([]);
  }
  await instance.stop();
  expect(faultsInLog(newLines()), 'after the last request').toEqual([]);
  // It would prove nothing if all of it were turned away at the door.
  if (count >= 1000) for (const status of [200, 303, 400, 404, 405]) expect(statuses).toContain(status);
});

const failed = (error: Error): RawAnswer => ({ status: 599, head: error.message, text: '' });

function report(index: number, request: RawRequest, answer: RawAnswer): string {
  const again = `FUZZ_SEED=${seed} FUZZ_FROM=${index} FUZZ_COUNT=1`;
  return `request ${index} of seed ${seed} (${again}), or one just before it:\n${dump(request)}\n\n→ ${answer.head.slice(0, 1500)}`;
}
