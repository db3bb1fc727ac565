/** Every page, action and route of an organization, as its source says: its name, and the permission written in its guard. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Permission, permissionNames } from '../../../lib/organization/permissions';

export type OrganizationDoor = {
  readonly kind: 'page' | 'action' | 'route';
  /** `/settings/audit`, `exportAuditAction` or `GET /audit`. */
  readonly name: string;
  readonly permission: Permission;
};

const root = join(import.meta.dirname, '../../..');
const pagesIn = 'app/(signed-in)/o/[slug]';
const routesIn = 'app/api/organizations/[slug]';

const filesUnder = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));

const permissionAt = (text: string, where: string): Permission => {
  const named = permissionNames.find((name) => name === text);
  if (!named) throw new Error(`${where} names no permission of lib/organization/permissions.ts: ${text}`);
  return named;
};

/** Everything that `pattern` finds in a file, which has to be as often as the guard is called there. */
function found(path: string, guard: RegExp, pattern: RegExp): RegExpMatchArray[] {
  const text = readFileSync(join(root, path), 'utf8');
  const matches = [...text.matchAll(pattern)];
  if (matches.length !== [...text.matchAll(guard)].length)
    throw new Error(`${path}: write the permission into the guard itself, where this list finds it`);
  return matches;
}

function doorsIn(path: string): OrganizationDoor[] {
  if (path.startsWith(pagesIn) && path.endsWith('/page.tsx')) {
    const name = path.slice(pagesIn.length, -'/page.tsx'.length);
    return found(
      path,
      /await requireOrganization\(/g,
      /await requireOrganization\([^;]*?, '([a-z_.]+)'/g,
    ).map(([, permission = '']) => ({ kind: 'page', name, permission: permissionAt(permission, path) }));
  }
  if (path.startsWith(routesIn) && path.endsWith('/route.ts')) {
    const [, permission = ''] = /permission: '([a-z_.]+)'/.exec(readFileSync(join(root, path), 'utf8')) ?? [];
    const address = path.slice(routesIn.length, -'/route.ts'.length);
    return found(path, /organizationRoute\(/g, /export const ([A-Z]+) = organizationRoute\(/g).map(
      ([, method = '']) => ({
        kind: 'route',
        name: `${method} ${address}`,
        permission: permissionAt(permission, path),
      }),
    );
  }
  if (!path.endsWith('.ts')) return [];
  const action = /export const (\w+) = organizationAction\(\s*\{[^{}]*?permission: '([a-z_.]+)'/g;
  return found(path, / = organizationAction\(/g, action).map(([, name = '', permission = '']) => ({
    kind: 'action',
    name,
    permission: permissionAt(permission, path),
  }));
}

/** Actions also from elsewhere: whatever the guard makes counts. */
export const doors: readonly OrganizationDoor[] = filesUnder('app').sort().flatMap(doorsIn);

export const doorsOf = (kind: OrganizationDoor['kind']): readonly OrganizationDoor[] =>
  doors.filter((door) => door.kind === kind);
