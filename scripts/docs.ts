/** `npm run docs:generate`: writes what documents, the style sheet and the icons say from the modules that hold it. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { features } from '../lib/config/features';
import { type Policy, parsePolicy } from '../lib/config/policy';
import { product } from '../lib/config/product';
import { settings } from '../lib/config/settings/all';
import { shownGroups } from '../lib/config/settings/shown';
import { reaches, supportLevels } from '../lib/config/support';
import { type AccountEvent, consequences } from '../lib/flows/steps/consequence-table';
import {
  allows,
  organizationRoles,
  type Permission,
  permissionNames,
  supportLevelOf,
} from '../lib/organization/permissions';
import { endReasons } from '../lib/session/reasons';
import { durationWords, type Seconds } from '../lib/time';
import { listOperations } from '../lib/web/api/operations';
import { typeOfEvent, webhookEventNames, webhookEvents } from '../lib/webhook/events';
import { pausesBetweenTries } from '../lib/webhook/tries';
import { betweenMarks } from './between-marks';
import { root } from './child';
import { gitleaksRule, keyFormat } from './docs-keys';
import { placesTable } from './docs-places';
import { type Named, variableLines, variablesTable } from './docs-variables';
import { exampleFiles, examplePlaces, snippetOf } from './generate/example';
import { looks } from './looks';
import { openToSupportTable } from './open-to-support';

type Key = keyof typeof settings;

const valueWords = (policy: Policy, key: Key) =>
  settings[key].kind === 'duration' ? durationWords(policy[key] as Seconds) : String(policy[key]);

/** The tables of docs/configuration.md: every number with its variable and its reason, by what it is about. */
export const policyTables = (policy: Policy): string =>
  shownGroups.map(({ title, keys }) => `### ${title}\n\n${policyTable(policy, keys)}`).join('\n\n');

function policyTable(policy: Policy, keys: readonly Key[]): string {
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
    role: 'member',
  });
  return mails.map(({ kind }) => `\`${kind}\``).join(', ') || '–';
};

/** The table of docs/accounts.md: what each event does. */
export function consequencesTable(): string {
  const rows = (Object.keys(consequences) as AccountEvent[]).map((event) => {
    const { here, others, apps, reason, trust, devices, links, password, keys } = consequences[event];
    const dead = links.length > 0 ? 'dead' : 'keep';
    return `| \`${event}\` | ${here} | ${others}, \`${reason}\` | ${apps} | ${keys} | ${trust} | ${devices} | ${dead} | ${password} | ${mailsOf(event)} |`;
  });
  return [
    '| Event | Here | Other sessions | Apps | API keys | Trust | Known browsers | Links and changes under way | Password | Mail |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** The table of docs/customizing.md: what can be off. */
export const featuresTable = (): string =>
  [
    '| Switch | Feature | When it is off |',
    '|---|---|---|',
    ...Object.entries(features).map(
      ([switchName, { name, off }]) => `| \`${switchName}\` | ${name} | ${off} |`,
    ),
  ].join('\n');

/** The table of docs/organizations.md: each permission and who has it. */
const permissionsTable = (): string =>
  [
    `| Permission | ${organizationRoles.join(' | ')} | support, viewing | support, changes |`,
    `|---|${organizationRoles.map(() => ':-:|').join('')}:-:|:-:|`,
    ...permissionNames.map(
      (permission) =>
        `| \`${permission}\` | ${[...organizationRoles.map((role) => allows(role, permission)), ...supportColumns(permission)].map((may) => (may ? '✓' : '–')).join(' | ')} |`,
    ),
  ].join('\n');

/** While the person's own role gives it as well. */
const supportColumns = (permission: Permission) =>
  supportLevels.map((level) => reaches(level, supportLevelOf(permission)));

/** The tables of docs/webhooks.md: what is told, to whom, and when it is tried again. */
const webhooksTable = (): string =>
  [
    '| Event | Type | Organizations hear it | What has happened |',
    '|---|---|:-:|---|',
    ...webhookEventNames.map((name) => {
      const { organizations, says } = webhookEvents[name];
      const type = typeOfEvent(name, 'https://app.example.com');
      return `| \`${name}\` | \`${type}\` | ${organizations ? '✓' : '–'} | ${says} |`;
    }),
  ].join('\n');

const webhookTriesWords = (): string =>
  `Anything but 200, 202 and 204 is a failure. It is tried again after ${pausesBetweenTries
    .map((pause) => durationWords(pause))
    .join(', ')}; then it is given up.`;

/** The table of docs/api.md: each operation, and what it takes. */
const operationsTable = (): string =>
  [
    '| Operation | Scope | Does |',
    '|---|---|---|',
    ...listOperations().map(
      ([, { method, path, scope, summary }]) => `| \`${method} ${path}\` | \`${scope}\` | ${summary} |`,
    ),
  ].join('\n');

const threeEach = (words: readonly string[]): string[] =>
  words.length === 0 ? [] : [words.slice(0, 3).join(' · '), ...threeEach(words.slice(3))];

/** The picture of docs/architecture.md: what a session goes through, and every reason for which it can end. */
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
  const marks = [`<!-- ${name}: npm run docs:generate -->`, `<!-- end of ${name} -->`] as const;
  return betweenMarks(document, marks, name, `\n\n${table}\n\n`);
}

const marked = /<!-- from (\S+?)(?:, (.+?))?: npm run docs:generate -->/g;

/** The guide: every snippet as it is generated. */
function withSnippets(document: string): string {
  const files = exampleFiles();
  return [...document.matchAll(marked)].reduce((now, [, path = '', name]) => {
    const language = path.endsWith('.tsx') ? 'tsx' : 'ts';
    const snippet = `\`\`\`${language}\n${snippetOf(files, path, name)}\n\`\`\``;
    return withTable(now, `from ${path}${name ? `, ${name}` : ''}`, snippet);
  }, document);
}

/** Each document with a part that the code knows better, and how that part is made true again. */
export const generated: Readonly<Record<string, (document: string, named?: Named) => string>> = {
  'docs/accounts.md': (document) => withTable(document, 'consequences table', consequencesTable()),
  'docs/api.md': (document) => withTable(document, 'operations', operationsTable()),
  'docs/api-keys.md': (document) => withTable(document, 'key format', keyFormat()),
  'docs/architecture.md': (document) =>
    withTable(withTable(document, 'places', placesTable()), 'life of a session', lifeOfSession()),
  'docs/customizing.md': (document) => withTable(document, 'features table', featuresTable()),
  'docs/support-access.md': (document) =>
    withTable(document, 'addresses open to support', openToSupportTable()),
  'docs/webhooks.md': (document) =>
    withTable(withTable(document, 'webhook events', webhooksTable()), 'webhook tries', webhookTriesWords()),
  'docs/organizations.md': (document) => withTable(document, 'permissions table', permissionsTable()),
  'docs/your-first-feature.md': (document) =>
    withTable(withSnippets(document), 'places of a feature', examplePlaces()),
  'docs/api.http': (document, named = product) => document.replace(/^@slug = .*$/m, `@slug = ${named.slug}`),
  'docs/configuration.md': (document, named = product) =>
    withTable(
      withTable(document, 'variables', variablesTable(named)),
      'policy table',
      policyTables(parsePolicy({})),
    ),
};

/** `.env.example`: what has to be set in production, then every number with its default. */
export function envExample(named: Named = product): string {
  const head = [
    '# Everything that can be set. Copy what you need to .env.local (development) or set it where you deploy.',
    '# `npm run dev` needs none of it: it writes a secret of its own and brings its own database.',
    '',
    ...variableLines(named),
    '# The session policy. Lengths are written 45s, 30m, 12h, 7d.',
  ];
  const lines = shownGroups.flatMap(({ title, keys }) => [
    '',
    `# ${title}`,
    '#',
    ...keys.flatMap((key) => [
      `# ${settings[key].label}`,
      `# ${settings[key].env}=${settings[key].fallback}`,
    ]),
  ]);
  return `${[...head, ...lines].join('\n')}\n`;
}

function write(): void {
  for (const [name, madeTrue] of Object.entries(generated)) {
    const path = join(root, name);
    writeFileSync(path, madeTrue(readFileSync(path, 'utf8')));
  }
  writeFileSync(join(root, '.env.example'), envExample());
  writeFileSync(join(root, '.gitleaks.toml'), gitleaksRule());
  for (const [name, made] of Object.entries(looks)) {
    const path = join(root, name);
    writeFileSync(path, made(product, readFileSync(path)));
  }
}

if (process.argv[1]?.endsWith('docs.ts')) write();
