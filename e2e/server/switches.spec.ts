import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Features,
  isAnyOn,
  isOn,
  organizationWebhooks,
  providerFeatures,
  secondFactorFeatures,
} from '../../lib/config/features';
import { sql } from '../support/database';
import { calledWith, cookieOf } from '../support/forms';
import { ask, fromOurPages, type HttpQuestion } from '../support/http';
import { storeOrganization } from '../support/organizations';
import { canary, createPerson } from '../support/people';
import { giveRole } from '../support/staff';
import { switchedCode, switchedWords } from '../support/switched';
import { expect, test } from '../support/test';

// True of every way the switches of lib/config/features.ts can stand: CI runs it with all of them on and with all of them off.

type Address = {
  /** Asked by an administrator: to everybody else it is always absent. */
  readonly byStaff?: true;
  readonly path: string;
  readonly signedIn?: true;
  readonly method?: 'POST' | 'DELETE' | 'HEAD';
};

const addresses: readonly { readonly of: Features; readonly at: readonly Address[] }[] = [
  {
    of: 'passkeys',
    at: [
      { path: '/api/passkeys/sign-in', method: 'POST' },
      { path: '/api/passkeys/second-factor', method: 'POST' },
      { path: '/api/account/passkeys/new', method: 'POST', signedIn: true },
      { path: '/api/account/passkeys/step-up', method: 'POST', signedIn: true },
    ],
  },
  { of: 'openSignUp', at: [{ path: '/sign-up' }] },
  {
    of: 'organizations',
    at: [
      { path: '/organizations', signedIn: true },
      { path: '/organizations/new', signedIn: true },
      { path: '/api/organizations', signedIn: true },
      { path: '/invitation' },
      { path: '/invitation?token=x' },
    ],
  },
  { of: 'emailedCodes', at: [{ path: '/sign-in/email-code' }] },
  { of: 'liveEnd', at: [{ path: '/api/session/events', method: 'HEAD', signedIn: true }] },
  {
    of: secondFactorFeatures,
    at: [
      { path: '/sign-in/second-factor' },
      { path: '/sign-in/lost-factor' },
      { path: '/finish-factor-reset' },
      { path: '/cancel-factor-reset' },
    ],
  },
  {
    of: providerFeatures,
    at: [{ path: '/api/provider-note', method: 'DELETE' }, { path: '/sign-in/callback/google' }],
  },
  { of: 'apiKeys', at: ['/settings/keys', '/api/keys'].map((path) => ({ path, signedIn: true })) },
  // only: drafts, from here
  { of: 'drafts', at: [{ path: '/api/drafts?form=project:new', signedIn: true }] },
  // only: drafts, to here
  { of: 'plans', at: [{ path: '/settings/plan', signedIn: true }] }, // only: plans
  {
    of: 'staffConsole',
    at: ['/admin', '/admin/people', '/admin/emergency'].map((path) => ({ path, byStaff: true })),
  },
  { of: 'google', at: [{ path: '/sign-in/with/google' }] },
  { of: 'github', at: [{ path: '/sign-in/with/github' }] },
];

const actions: readonly {
  readonly of: Features;
  readonly files: readonly string[];
  readonly byStaff?: true;
}[] = [
  { of: 'staffConsole', files: ['people/[id]/actions.ts', 'admin/emergency/actions.ts'], byStaff: true },
  { of: 'supportAccess', files: ['app/(signed-in)/admin/people/[id]/support-actions.ts'], byStaff: true },
  { of: 'supportAccess', files: ['app/(signed-in)/support-actions.ts'] },
  { of: 'passkeys', files: ['settings/security/passkey-actions.ts', 'sign-in/passkey-actions.ts'] },
  { of: 'openSignUp', files: ['sign-up/actions.ts'] },
  {
    of: 'organizations',
    files: [
      ...['invitation', 'organizations', 'organizations/new'].map((page) => `${page}/actions.ts`),
      ...['audit', 'general', 'members', 'security'].map((page) => `o/[slug]/settings/${page}/actions.ts`),
      'o/[slug]/settings/members/invitation-actions.ts',
    ],
  },
  { of: organizationWebhooks, files: ['o/[slug]/settings/webhooks/actions.ts'] },
  { of: 'apiKeys', files: ['app/(signed-in)/settings/keys/actions.ts'] },
  { of: 'emailedCodes', files: ['sign-in/email-code/actions.ts'] },
  { of: 'drafts', files: ['guard/draft/actions.ts'] }, // only: drafts
  { of: 'plans', files: ['settings/plan/actions.ts'] }, // only: plans
  { of: providerFeatures, files: ['settings/security/identity-actions.ts', 'sign-in/provider-actions.ts'] },
  {
    of: secondFactorFeatures,
    files: [
      ...['sign-in/second-factor', 'sign-in/lost-factor', 'finish-factor-reset', 'cancel-factor-reset'].map(
        (page) => `${page}/actions.ts`,
      ),
      'settings/factor-reset-actions.ts',
      'settings/security/factor-actions.ts',
    ],
  },
];

const built = process.env.NEXT_DIST_DIR ?? '.next';
type Reference = { readonly filename?: string; readonly workers: Readonly<Record<string, unknown>> };
const references = () =>
  (
    JSON.parse(readFileSync(join(built, 'server/server-reference-manifest.json'), 'utf8')) as {
      node: Record<string, Reference>;
    }
  ).node;

for (const { of, at } of addresses) {
  for (const { path, method, signedIn, byStaff } of at) {
    test(`${path} answers exactly where ${[of].flat().join(' or ')} is on`, async ({ person }) => {
      if (byStaff) await giveRole(person, 'administrator');
      const cookie = signedIn || byStaff ? await cookieOf(person) : undefined;
      const question: HttpQuestion = { cookie, method, headers: method ? fromOurPages() : {} };
      const { status } = await ask(path, question);
      if (isAnyOn(of)) expect(status, path).not.toBe(404);
      else expect(status, path).toBe(404);
      expect(status, path).toBeLessThan(500);
    });
  }
}

test('no action of a feature that is off answers, and each one that is on does', async ({ person }) => {
  const administrator = await createPerson();
  await giveRole(administrator, 'administrator');
  const cookies = { member: await cookieOf(person), staff: await cookieOf(administrator) };
  for (const { of, files, byStaff } of actions) {
    const cookie = byStaff ? cookies.staff : cookies.member;
    const mine = Object.entries(references()).filter(([, { filename = '' }]) =>
      files.some((file) => filename.endsWith(file)),
    );
    if (isAnyOn(of)) expect(mine.length, files.join()).toBeGreaterThan(0);
    for (const [id, { workers, filename }] of mine) {
      const [page = ''] = Object.keys(workers);
      const path =
        page
          .replace(/^app/, '')
          .replace(/\/\([^)]*\)/g, '')
          .replace(/\/page$/, '') || '/';
      const { body, type } = await calledWith({});
      const headers = { ...fromOurPages(), 'next-action': id, 'content-type': type };
      const { status } = await ask(path.replace(/\[[^\]]*\]/, 'none'), {
        method: 'POST',
        headers,
        body,
        cookie,
      });
      if (isAnyOn(of)) expect(status, filename).not.toBe(404);
      else expect(status, filename).toBe(404);
    }
  }
});

test('no page says a word of a feature that is off', async () => {
  const cookie = await cookieOf(await createPerson());
  const pages = ['/', '/help/sessions', '/sign-in', '/sign-up', '/settings/security', '/settings/sessions'];
  const said = await Promise.all(
    pages.map(async (path) => textOf((await ask(path, path.startsWith('/settings') ? { cookie } : {})).text)),
  );
  for (const [of, word] of switchedWords) {
    if (isAnyOn(of)) expect(said.join('\n'), String(word)).toMatch(word);
    else for (const [index, text] of said.entries()) expect(text, pages[index]).not.toMatch(word);
  }
});

test('staff are shown a way to the console exactly where it is on', async ({ person }) => {
  await giveRole(person, 'administrator');
  const { text } = await ask('/settings/security', { cookie: await cookieOf(person) });
  const said = textOf(text);
  if (isAnyOn('staffConsole')) expect(said).toMatch(/\bStaff\b/);
  else expect(said).not.toMatch(/\bstaff\b/i);
});

// only: sample, from here
test('a dashboard shows an organization of others exactly where there are organizations', async ({
  person,
}) => {
  const harbour = await storeOrganization('Harbour', [
    [await createPerson('Grace Hopper'), 'owner'],
    [person, 'member'],
  ]);
  const marker = canary('project');
  await sql`insert into projects (organization_id, name) values (${harbour.id}, ${marker})`;
  const cookie = await cookieOf(person);
  await sql`update sessions set last_organization_id = ${harbour.id} where user_id = ${person.id}`;
  for (const path of ['/dashboard', '/projects', `/o/${harbour.slug}/projects`]) {
    const { text } = await ask(path, { cookie });
    if (!isOn('organizations')) expect(text, path).not.toContain(marker);
    else if (path !== '/projects') expect(text, path).toContain(marker);
  }
});

// only: sample, to here
/** What people read of a page: no scripts, no attributes. */
const textOf = (html: string) => html.replace(/<script\b[\s\S]*?<\/script>/g, '').replace(/<[^>]+>/g, ' ');

test('no bundle for browsers holds the code of a feature that is off', () => {
  const chunks = join(built, 'static/chunks');
  const all = readdirSync(chunks, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(chunks, name), 'utf8'))
    .join('\n');
  for (const [of, sign] of switchedCode) {
    if (isAnyOn(of)) expect(all, String(sign)).toMatch(sign);
    else expect(all, String(sign)).not.toMatch(sign);
  }
});
