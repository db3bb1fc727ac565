/** The table of docs/architecture.md: every folder with its sentence, and the files that are in it. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './child';

/** A folder without its sentence fails `npm run docs:generate` and its test, and so does a sentence without its folder. */
const sentences: Readonly<Record<string, string>> = {
  'app/(marketing)': 'pages for anybody: start page, help',
  'app/(signed-out)': 'pages before a session: signing up and in, and what mailed links open',
  'app/(signed-in)': 'pages of a session: dashboard, settings, step-up, features',
  'app/api': 'routes; each says in its guard who may call it',
  'app/dev': 'the mail that was sent in development; 404 in a build',
  'app/unavailable': 'the page for when the database is away',
  'app/.well-known': '404 for what a standard may name and the product does not have',
  'app/ui': 'primitives; they know no feature',
  'app/guard': 'behaviour made of primitives: it loses nothing that is typed and says why a session ended',
  'app/guard/session': 'warns, locks, comes back; one stream and one word for all tabs',
  'app/guard/step-up': 'asks for proof and lets what waited for it go on',
  'app/guard/organization': 'which organization a page shows',
  'app/guard/passkey': 'asks the browser for a passkey',
  'app/guard/draft': 'keeps what is typed on the server', // only: drafts
  'app/guard/forms': 'submits every form, and holds it until its fate is known',
  'app/guard/answers': 'tells apart what came back in place of an answer',
  'lib/config': 'what the operator sets, read and checked once',
  'lib/config/settings': 'every number with its default and its reason',
  'lib/observe': 'the log: JSON objects of ours and nothing else',
  'lib/typed': 'what people type and paste, one reader for each kind',
  'lib/words': 'the sentences that pages, mails, scripts and the browser say',
  'lib/account': 'people: address, name, password, confirmation, deletion',
  'lib/audit': 'the append-only trail, and what of it its person is shown',
  'lib/api-key': 'keys for programs: of a person, or of an organization',
  'lib/draft': 'what was typed and not sent', // only: drafts
  'lib/email-code': 'codes sent by mail',
  'lib/factor-reset': 'waits for lost second factors: one open for each person',
  'lib/invitation': 'invitations to an organization: one open for each address',
  'lib/identity': 'accounts elsewhere, and what a provider says of them',
  'lib/known-device': 'browsers that are known, and those that are trusted',
  'lib/mail': 'the outbox: every mail with its facts, its link, its look, its way out',
  'lib/one-time-token': 'what a mailed link opens, once',
  'lib/passkey': 'what a passkey is asked, and what its answer is worth',
  'lib/organization': 'organizations, memberships, permissions',
  'lib/plan': 'the plan of an account (sample)', // only: plans
  'lib/project': 'projects and tasks (sample)', // only: sample
  'lib/rate-limit': 'how often: per address, person and browser',
  'lib/second-factor': 'authenticator app, recovery codes, sign-ins that wait for their code',
  'lib/session': 'is it alive, until when, and why not; the rows and every statement on them',
  'lib/signing-key': 'what access tokens and events are signed with: made, sealed, published, replaced',
  'lib/token-family': 'what apps get and show: codes, refresh tokens, access tokens',
  'lib/support': 'what support asked to see of an account, and what its person said',
  'lib/staff': 'what staff may do, and how they find a person',
  'lib/submission': 'what was sent, by its idempotency key',
  'lib/webhook': 'where events are sent to, what they say, and the outbox that they wait in',
  'lib/client': 'a client of the API to copy into apps; knows nothing of the project',
  'lib/flows/account': 'deeds about an account',
  'lib/flows/drafts': 'keeping what is typed', // only: drafts
  'lib/flows/factors': 'deeds about second factors',
  'lib/flows/organization':
    'founding, renaming, members, roles, invitations, rules, deletion, where a person lands',
  'lib/flows/keys': 'making, renewing and ending API keys, and what became of leaked ones',
  'lib/flows/token': 'apps, command lines and services: how they sign in, go on and are let in',
  'lib/flows/webhooks': 'addresses that events go to: added, changed, tried, and how each event gets there',
  'lib/flows/support': 'the person answers support and ends what it sees; what a visit does is counted',
  'lib/flows/operator': 'what `npm run account` and the staff console do',
  'lib/flows/sample': 'deeds of the sample product', // only: sample or plans
  'lib/flows/scheduled': 'what the product does by itself',
  'lib/flows/session': 'checking, touching, ending and proving again',
  'lib/flows/sign-in': 'every way in',
  'lib/flows/steps': 'parts that several rooms need',
  'lib/web/server': 'what stands between the Node server and Next',
  'lib/web/request': 'the gate, the hand-off, and who is asking',
  'lib/web/guards': 'what makes an action or a route, and what it may answer',
  'lib/web/cookies': 'every cookie',
  'lib/web/sign-in': 'what a browser brings to any way in, and what follows a success',
  'lib/web/provider': 'the authorization request to Google or GitHub, and the answer',
  'lib/web/stream': 'the end of a session, told at once',
  'lib/web/activity': 'the security log as a page and as a file',
  'lib/web/api': 'the operations of /api/v1: what each takes, needs and answers',
  'lib/web/draft': 'drafts as a page knows them', // only: drafts
  'lib/worker': 'what runs beside requests: boot, jobs, mail transport',
  'db/schema': 'the tables',
  'db/migrations': 'how the tables came to be; `own/` is for the product that is made of this',
  'db/embedded': 'a real Postgres for development and tests',
  'db/seeds': 'the demo people',
  'e2e/account': 'journeys: an account',
  'e2e/factors': 'journeys: second factors',
  'e2e/guard': 'journeys: nothing typed is lost',
  'e2e/organization': 'organizations, members, roles',
  'e2e/sample': 'journeys: the sample product', // only: sample or plans
  'e2e/server': 'journeys: hostile, slow and broken surroundings',
  'e2e/session': 'journeys: sessions',
  'e2e/staff': 'journeys: the staff console',
  'e2e/sign-in': 'journeys: signing in and out',
  'e2e/token': 'journeys: apps, keys, webhooks, the API',
  'e2e/support': 'fixtures, made to be used in a product of your own',
  'e2e/stand-ins': 'Google and GitHub for tests',
};

/** Their own folders are rooms; what lies directly in them is listed as well. */
const houses = ['app/guard', 'lib', 'lib/config', 'lib/flows', 'lib/web', 'db', 'e2e', 'app'];
const bySubfolderOnly = new Set(['app', 'e2e', 'lib/web']);
const alone: Readonly<Record<string, string>> = {
  lib: 'the foundation: time, results, proofs, devices, addresses',
  'lib/flows': 'what every deed is told',
  db: 'the way to the database: roles, limits, connections, migrations',
};

const foldersIn = (house: string): string[] =>
  readdirSync(join(root, house), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !houses.includes(`${house}/${entry.name}`))
    .map((entry) => `${house}/${entry.name}`);

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder))
    .filter((name) => /\.tsx?$/.test(name) && !/\.(test|spec)\.tsx?$/.test(name))
    .map((name) => name.replace(/\.tsx?$/, ''))
    .sort();

/** Throws where a folder has no sentence, or a sentence no folder. */
export function placesTable(): string {
  const known: Readonly<Record<string, string>> = { ...sentences, ...alone };
  const folders = [
    ...houses.flatMap(foldersIn),
    ...houses.filter((house) => !bySubfolderOnly.has(house)),
  ].sort();
  const faults = [
    ...folders.filter((folder) => !known[folder]).map((folder) => `${folder} has no sentence`),
    ...Object.keys(known)
      .filter((folder) => !folders.includes(folder))
      .map((folder) => `${folder} is not there`),
  ];
  if (faults.length > 0) throw new Error(`scripts/docs-places.ts: ${faults.join('; ')}`);
  const rows = folders.map((folder) => `| \`${folder}\` | ${known[folder]} | ${holds(folder)} |`);
  return ['| Folder | Holds | Files |', '|---|---|---|', ...rows].join('\n');
}

/** Pages and routes are named by their address; journeys and tables by their folder are enough. */
const holds = (folder: string): string =>
  /^(lib|app\/guard|db$|db\/embedded)/.test(folder) ? filesIn(folder).join(', ') : '';
