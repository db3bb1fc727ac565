import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageOrganizationHeader } from '../../lib/web/request/page-owner';
import { crawl, type Visited } from '../support/crawl';
import { sql } from '../support/database';
import { cookieOf } from '../support/forms';
import { ask, type HttpQuestion } from '../support/http';
import { mailsTo, waitForMail } from '../support/mail';
import { callMatrixAction, wentThrough } from '../support/matrix/calls';
import { ground, newPair } from '../support/matrix/ground';
import { type Marked, storeMarked } from '../support/matrix/marked';
import { storeOrganization } from '../support/organizations';
import { createPerson } from '../support/people';
import { holdStream } from '../support/streams';
import { expect, test } from '../support/test';

const root = join(import.meta.dirname, '../..');

/** Every address of the API that answers GET and needs nothing but a slug; a stream never ends, and is tried by itself. */
const apiAddresses = (slug: string): string[] =>
  readdirSync(join(root, 'app/api'), { recursive: true, encoding: 'utf8' })
    .filter(
      (path) => path.endsWith('/route.ts') && !path.includes('[...') && !path.startsWith('session/events'),
    )
    .filter((path) => /export const GET\b/.test(readFileSync(join(root, 'app/api', path), 'utf8')))
    .map((path) => `/api/${path.slice(0, -'/route.ts'.length)}`.replace('[slug]', slug));

const startsOf = (slug: string) => [
  '/dashboard',
  `/o/${slug}`,
  '/settings/profile',
  '/organizations',
  '/projects',
];

async function everythingOf(slug: string, question: HttpQuestion): Promise<Visited[]> {
  const pages = await crawl(startsOf(slug), question);
  const answers = [];
  for (const path of apiAddresses(slug)) {
    const { status, everything } = await ask(path, question);
    answers.push({ path, status, everything });
  }
  return [...pages, ...answers];
}

const seenIn = (visited: readonly Visited[], { word }: Marked) =>
  visited.filter(({ everything }) => everything.includes(word)).map(({ path }) => path);

/** What one organization's addresses are called in another. */
function inPlaceOf(
  path: string,
  own: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
) {
  return Object.entries(own).reduce(
    (changed, [kind, value]) => (other[kind] ? changed.replaceAll(value, other[kind]) : changed),
    path,
  );
}

test('someone who owns one organization finds nothing of another: in no page, file, answer, stream or mail', async () => {
  const marked = await storeMarked();
  const [owner, target] = await newPair();
  const own = await ground(owner, target, []);
  const question = { cookie: await cookieOf(owner) };
  await sql`
    insert into audit_events (event, outcome, organization_id, actor_id, user_id)
    values ('member_role_changed', 'success', ${own.id}, ${owner.id}, ${target.id})`;

  const visited = await everythingOf(own.slug, question);
  const opened = visited.filter(({ status }) => status === 200).map(({ path }) => path);
  for (const path of ['', '/settings/members', '/settings/general', '/settings/security', '/settings/audit'])
    expect(opened).toContain(`/o/${own.slug}${path}`);
  for (const path of [
    'account/activity',
    'account/export',
    `organizations/${own.slug}/audit`,
    'organizations',
  ])
    expect(opened).toContain(`/api/${path}`);
  expect(opened).toContain(`/o/${own.slug}/projects/${own.projectId}`); // only: sample
  expect(seenIn(visited, marked)).toEqual([]);

  const kinds = {
    slug: own.slug,
    id: own.id,
    member: target.id,
    project: own.projectId, // only: sample
    task: own.taskId, // only: sample
  };
  const theirs = { ...marked.ids, slug: marked.slug, id: marked.id };
  const there = [
    ...new Set([
      ...visited.map(({ path }) => inPlaceOf(path, kinds, theirs)),
      // Each of theirs also within the own address.
      ...visited.map(({ path }) => inPlaceOf(path, { ...kinds, slug: 'x'.repeat(60) }, theirs)),
      ...Object.values(theirs).map((id) => `/o/${own.slug}/settings/audit?person=${id}`),
    ]),
  ].filter((path) => visited.every((each) => each.path !== path));
  expect(there.length).toBeGreaterThan(8);
  const tried: Visited[] = [];
  for (const path of there) {
    const { status, everything } = await ask(path, question);
    tried.push({ path, status, everything });
  }
  expect(seenIn(tried, marked)).toEqual([]);
  expect(tried.filter(({ path, status }) => path.startsWith(`/o/${marked.slug}`) && status !== 404)).toEqual(
    [],
  );
});

test('a stream and a page that name another organization hear nothing of it', async () => {
  const marked = await storeMarked();
  const stranger = await createPerson('Eve Example');
  const cookie = await cookieOf(stranger);
  const headers = { [pageOrganizationHeader]: marked.id };
  const stream = await holdStream(cookie, { headers });
  await sql`update organizations set sessions_valid_from = now() where id = ${marked.id}`;
  await sql`delete from memberships where organization_id = ${marked.id} and user_id = ${marked.member.id}`;
  const session = await ask('/api/session', { cookie, headers });
  expect([stream.status, session.status]).toEqual([200, 200]);
  expect(session.everything).not.toContain(marked.word);
  // Told in the same stream, and after what happened in the other organization.
  await sql`update sessions set ended_at = now(), ended_reason = 'operator' where user_id = ${stranger.id}`;
  await expect.poll(() => stream.over).toBe(true);
  expect(stream.text).toContain('operator');
  expect(stream.text).not.toContain(marked.word);
});

test('mails about one organization say nothing of another', async () => {
  const marked = await storeMarked();
  const owner = await createPerson('Olive Owner');
  const acme = await storeOrganization('Acme', [[owner, 'owner']]);
  const answer = await callMatrixAction({
    action: 'deleteOrganizationAction',
    path: `/o/${acme.slug}/settings/general`,
    fields: { typedSlug: acme.slug },
    actingIn: acme.id,
    question: { cookie: await cookieOf(owner) },
  });
  expect(wentThrough(answer)).toBe(true);
  expect((await waitForMail(owner.email, { subject: 'will be deleted' })).text).toContain('Acme');
  expect(JSON.stringify(mailsTo(owner.email))).not.toContain(marked.word);
});

test('its own people do find it, in each of its rows: without this, the crawl could miss everything', async () => {
  const marked = await storeMarked();
  const at = (path: string) => `/o/${marked.slug}${path}`;
  const member = await everythingOf(marked.slug, { cookie: await cookieOf(marked.member) });
  expect(seenIn(member, marked)).toEqual(
    expect.arrayContaining([at(''), at('/settings/members'), '/organizations', '/api/organizations']),
  );
  // only: sample, from here
  expect(seenIn(member, marked)).toContain(at('/projects'));
  const project = member.find(({ path }) => path === at(`/projects/${marked.ids.project}`));
  expect(project?.everything).toContain(`Task ${marked.word}`);
  // only: sample, to here
  const owner = await everythingOf(marked.slug, { cookie: await cookieOf(marked.owner) });
  const audit = `/api/organizations/${marked.slug}/audit`;
  expect(seenIn(owner, marked)).toEqual(expect.arrayContaining([at('/settings/audit'), audit]));
});
