import { expect, test } from 'vitest';
import { permissionNames, supportLevelOf } from '../lib/organization/permissions';
import { openToSupport } from '../scripts/open-to-support';
import { isProduct, readModules } from './support/modules';

const product = [...readModules().values()].filter(isProduct);

/** Written out again: opening something to support has to be meant twice. */
const expected = {
  page: [
    '/[...path] view',
    '/closed-to-support view',
    '/dashboard view',
    '/o/[slug] view',
    '/o/[slug]/projects view', // only: sample
    '/o/[slug]/projects/[id] view', // only: sample
    '/o/[slug]/projects/new act', // only: sample
    '/o/[slug]/settings/general view',
    '/o/[slug]/settings/members view',
    '/organizations view',
    '/projects/[[...rest]] view', // only: sample
    '/settings view',
    '/settings/profile view',
  ],
  route: [
    'GET /api/organizations view',
    'GET /api/session view',
    'GET /api/session/events view',
    'HEAD /api/session/events view',
    'POST /api/session/touch view',
  ],
  action: [
    // only: sample, from here
    'addTaskToAction act',
    'createAction act',
    'saveAction act',
    'setDoneAction act',
    // only: sample, to here
  ],
};

test.each(Object.entries(expected))('the list of each %s that is open to support is closed', (kind, list) => {
  const open = openToSupport()
    .filter((one) => one.kind === kind)
    .map(({ name, level }) => `${name} ${level}`);
  expect(open.sort()).toEqual([...list].sort());
});

test('the permissions that are open to support are these', () => {
  const open = permissionNames.flatMap((permission) => {
    const level = supportLevelOf(permission);
    return level ? [`${permission} ${level}`] : [];
  });
  expect(open.sort()).toEqual([
    'members.list view',
    'organization.open view',
    'project.read view', // only: sample
    'project.write act', // only: sample
  ]);
});

test('a public action that goes on during a visit is one of two: stopping it, and signing out', () => {
  const named = product
    .filter(({ path }) => path.startsWith('app/'))
    .flatMap(({ text }) =>
      [
        ...text.matchAll(
          /export const (\w+) = publicAction\(\s*\{(?:(?!export const)[\s\S])*?duringVisits: true/g,
        ),
      ].map(([, name]) => name),
    );
  expect(named.sort()).toEqual(['signOutAction', 'stopVisitAction']);
});

test('only one place in the product writes the cookie of a visit, and it is the action that begins one', () => {
  const writing = [...readModules().values()]
    .filter(isProduct)
    .filter(({ text }) => /writeVisit\(/.test(text));
  expect(writing.map(({ path }) => path)).toEqual(['app/(signed-in)/admin/people/[id]/support-actions.ts']);
});
