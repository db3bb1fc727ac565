/** `npm run docs:generate`: writes what the documentation says about numbers from the module that holds them. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Policy, parsePolicy } from '../lib/config/policy';
import { settings } from '../lib/config/settings';
import { type AccountEvent, consequences } from '../lib/flows/consequence-table';
import { endReasons } from '../lib/session/reasons';
import { durationWords, type Seconds } from '../lib/time';
import { root } from './child';

type Key = keyof typeof settings;
const keys = Object.keys(settings) as Key[];

const valueWords = (policy: Policy, key: Key) =>
  settings[key].kind === 'duration' ? durationWords(policy[key] as Seconds) : String(policy[key]);

/** The table of the README: every number with its variable and its reason. */
export function policyTable(policy: Policy): string {
  const rows = keys.map((key) => {
    const { env, label, why } = settings[key];
    return `| ${label} | ${valueWords(policy, key)} | \`${env}\` | ${why} |`;
  });
  return ['| Setting | Default | Variable | Why |', '|---|---|---|---|', ...rows].join('\n');
}

const mailsOf = (event: AccountEvent): string => {
  const change = { id: '', oldEmail: 'old', newEmail: 'new' };
  const mails = consequences[event].mails({
    userId: '',
    email: '',
    addresses: [''],
    device: '',
    change,
    until: '',
  });
  return mails.map(({ kind }) => `\`${kind}\``).join(', ') || '–';
};

/** The table of docs/accounts.md: what each event does. */
export function consequencesTable(): string {
  const rows = (Object.keys(consequences) as AccountEvent[]).map((event) => {
    const { here, others, reason, trust, devices, links, password } = consequences[event];
    const dead = links.length > 0 ? 'dead' : 'keep';
    return `| \`${event}\` | ${here} | ${others}, \`${reason}\` | ${trust} | ${devices} | ${dead} | ${password} | ${mailsOf(event)} |`;
  });
  return [
    '| Event | Here | Other sessions | Trust | Known browsers | Links and changes under way | Password | Mail |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

const threeEach = (words: readonly string[]): string[] =>
  words.length === 0 ? [] : [words.slice(0, 3).join(' · '), ...threeEach(words.slice(3))];

/** The picture of the README: what a session goes through, and every reason for which it can end. */
export function lifeOfSession(): string {
  return [
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> live: sign-in (new row, new secret)',
    `  live --> live: touch (at most once in ${durationWords(parsePolicy({}).touchInterval)})`,
    '  live --> live: step-up (rotate, the old secret is dead)',
    '  live --> warned: the idle or absolute lead begins',
    '  warned --> live: stay signed in',
    '  warned --> live: sign in again in place (a new row, both limits start over)',
    '  live --> ended',
    '  warned --> ended',
    '  ended --> removed: past retention',
    '  removed --> [*]',
    '  note right of ended',
    '    ended_at, ended_reason, ended_by',
    ...threeEach(endReasons).map((line) => `    ${line}`),
    '  end note',
    '```',
  ].join('\n');
}

/** Replaces what stands between the two marks; throws when a mark is missing. */
function withTable(document: string, name: string, table: string): string {
  const [start, end] = [`<!-- ${name}: npm run docs:generate -->`, `<!-- end of ${name} -->`];
  const [before, rest] = document.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error(`the document has lost the marks of its ${name}`);
  return `${before}${start}\n\n${table}\n\n${end}${after}`;
}

export const withPolicyTable = (readme: string, policy: Policy): string =>
  withTable(readme, 'policy table', policyTable(policy));

export const withLifeOfSession = (readme: string): string =>
  withTable(readme, 'life of a session', lifeOfSession());

export const withConsequencesTable = (accounts: string): string =>
  withTable(accounts, 'consequences table', consequencesTable());

/** `.env.example`: what has to be set in production, then every number with its default. */
export function envExample(): string {
  const head = [
    '# Everything that can be set. Copy what you need to .env.local (development) or set it where you deploy.',
    '# `npm run dev` needs none of it: it writes a secret of its own and brings its own database.',
    '',
    '# The address people open, without a path. Production: https, or http://localhost.',
    '# APP_URL=https://app.example.com',
    '',
    '# At least 32 random bytes: openssl rand -base64 32. To rotate, put the new one in front: new,old',
    '# SESSION_SECRET=',
    '',
    '# Without it, an embedded Postgres in .data/ is used.',
    '# DATABASE_URL=postgres://user:password@host:5432/latchkey',
    '',
    '# The same database as the owner of its tables, for migrations alone: the app then connects with DATABASE_URL as a role',
    '# that can neither change the schema nor rewrite the audit trail: a member of the one called after the database and _app.',
    '# The README says how to make both.',
    '# DATABASE_OWNER_URL=postgres://owner:password@host:5432/latchkey',
    '',
    '# The same database without a pooler in between, for the one connection of each instance that hears of ended sessions.',
    '# Needed where DATABASE_URL leads through one, such as PgBouncer; it also keeps the product from sending it limits of time.',
    '# DATABASE_LISTEN_URL=postgres://user:password@host:5432/latchkey',
    '',
    '# Where mail is handed over; smtps:// for TLS from the start. Without it mail waits in the outbox, in development at /dev/inbox.',
    '# SMTP_URL=smtps://user:password@mail.example.com',
    '',
    '# Whom mail comes from. By default no-reply at the host of APP_URL.',
    '# MAIL_FROM=Latchkey <no-reply@example.com>',
    '',
    '# How many proxies of yours stand in front of the app: it decides which address a request came from.',
    '# TRUSTED_PROXY_HOPS=0',
    '',
    '# Signing in with Google: both, from https://console.cloud.google.com/auth/clients. Redirect address there:',
    '# APP_URL, followed by /sign-in/callback/google',
    '# GOOGLE_CLIENT_ID=',
    '# GOOGLE_CLIENT_SECRET=',
    '# GOOGLE_ISSUER=https://accounts.google.com',
    '',
    '# Signing in with GitHub: both, from https://github.com/settings/developers. Redirect address there:',
    '# APP_URL, followed by /sign-in/callback/github. The addresses differ for GitHub Enterprise.',
    '# GITHUB_CLIENT_ID=',
    '# GITHUB_CLIENT_SECRET=',
    '# GITHUB_URL=https://github.com',
    '# GITHUB_API_URL=https://api.github.com',
    '',
    '# fatal, error, warn, info, debug, trace or silent',
    '# LOG_LEVEL=info',
    '',
    '# The session policy. Lengths are written 45s, 30m, 12h, 7d.',
  ];
  const lines = keys.flatMap((key) => [
    `# ${settings[key].label}`,
    `# ${settings[key].env}=${settings[key].fallback}`,
  ]);
  return `${[...head, ...lines].join('\n')}\n`;
}

function write(): void {
  const readme = join(root, 'README.md');
  writeFileSync(readme, withLifeOfSession(withPolicyTable(readFileSync(readme, 'utf8'), parsePolicy({}))));
  writeFileSync(join(root, '.env.example'), envExample());
  const accounts = join(root, 'docs', 'accounts.md');
  writeFileSync(accounts, withConsequencesTable(readFileSync(accounts, 'utf8')));
}

if (process.argv[1]?.endsWith('docs.ts')) write();
