import { expect, test } from 'vitest';
import { type Door, doors, doorsOf } from '../e2e/support/matrix/doors';
import { actionLines, finerLines, pageLines, routeLines } from '../e2e/support/matrix/lines';
import { permissionNames } from '../lib/organization/permissions';

const instead =
  'e2e/support/matrix/lines.ts says how the permission matrix tries each of them: add a line for a new one, take out that of an old one';

test.each([
  ['page', pageLines, 4],
  ['action', actionLines, 8],
  ['route', routeLines, 2],
] as const)('every %s of an organization has its line in the permission matrix', (kind, lines, atLeast) => {
  const names = doorsOf(kind as Door['kind']).map(({ name }) => name);
  expect(names.length).toBeGreaterThanOrEqual(atLeast);
  expect(Object.keys(lines).toSorted(), instead).toEqual(names.toSorted());
});

test('every permission is asked for by something that the matrix tries', () => {
  const asked = new Set([...doors, ...finerLines].map(({ permission }) => permission));
  expect(
    permissionNames.filter((name) => !asked.has(name)),
    'a permission that no page, action, route or finer line asks for opens nothing: use it or take it out',
  ).toEqual([]);
});
