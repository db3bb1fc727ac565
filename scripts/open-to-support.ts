/** What is open to support that sees an account as its person, as the pages, routes and actions themselves say it. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SupportLevel } from '../lib/config/support';
import { type Permission, permissionNames, supportLevelOf } from '../lib/organization/permissions';
import { root } from './child';

type Opened = {
  readonly kind: 'page' | 'route' | 'action';
  readonly name: string;
  readonly level: SupportLevel;
};

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();

const address = (path: string) =>
  path
    .replace(/^app/, '')
    .replace(/\/\([^)]*\)/g, '')
    .replace(/\/(page|route)(\.e2e)?\.tsx?$/, '') || '/';

const known = (text: string | undefined): Permission | undefined =>
  permissionNames.find((permission) => permission === text);

function levelOfPage(text: string): SupportLevel | undefined {
  const said = /requireSession\(\{[^}]*support: '(view|act)'/.exec(text)?.[1] as SupportLevel | undefined;
  if (said) return said;
  const permission = known(/requireOrganization\([^;]*?, '([a-z_.]+)'/.exec(text)?.[1]);
  return permission && supportLevelOf(permission);
}

/** `export const x = made({ … })` with what its options say; only these three makers can be open at all. */
const made =
  /export const (\w+) = (protectedRoute|protectedAction|organizationAction)\(\s*(\{[^\n]*?\}|\{[\s\S]*?\n {2}\})/g;

function openIn(path: string, text: string): Opened[] {
  if (/\/page(\.e2e)?\.tsx$/.test(path)) {
    const level = levelOfPage(text);
    return level ? [{ kind: 'page', name: address(path), level }] : [];
  }
  return [...text.matchAll(made)].flatMap(([, name = '', maker, options = '']): Opened[] => {
    const level = levelOf(maker, options);
    if (!level) return [];
    return maker === 'protectedRoute'
      ? [{ kind: 'route', name: `${name} ${address(path)}`, level }]
      : [{ kind: 'action', name, level }];
  });
}

function levelOf(maker: string | undefined, options: string): SupportLevel | undefined {
  // What asks for proof is closed at any level: nothing of the person is proven in a visit.
  if (/\b(stepUp|strength):/.test(options)) return undefined;
  const said = /\bsupport: '(view|act)'/.exec(options)?.[1] as SupportLevel | undefined;
  if (maker !== 'organizationAction') return said;
  const permission = known(/permission: '([a-z_.]+)'/.exec(options)?.[1]);
  return permission && supportLevelOf(permission) === 'act' ? 'act' : undefined;
}

export const openToSupport = (): Opened[] =>
  filesIn('app').flatMap((path) => openIn(path, readFileSync(join(root, path), 'utf8')));

/** The table of docs/support-access.md. */
export const openToSupportTable = (): string =>
  [
    '| | Open to support | From |',
    '|---|---|---|',
    ...openToSupport().map(({ kind, name, level }) => `| ${kind} | \`${name}\` | ${level} |`),
  ].join('\n');
