import { expect, test } from 'vitest';
import { doors, doorsOf } from '../e2e/support/matrix/doors';
import { actionLines, finerLines, pageLines, routeLines } from '../e2e/support/matrix/lines';
import { permissionNames } from '../lib/organization/permissions';

const instead =
  'e2e/support/matrix/lines.ts says how the permission matrix tries each of them, and what it needs: add a line for a new one, take out that of an old one';

test.each([
  ['page', pageLines, 4],
  ['action', actionLines, 8],
  ['route', routeLines, 2],
] as const)(
  'every %s of an organization has its line in the permission matrix, with what its guard asks for',
  (kind, lines, atLeast) => {
    const found = doorsOf(kind).map(({ name, permission }) => [name, permission]);
    expect(found.length).toBeGreaterThanOrEqual(atLeast);
    const listed = Object.entries(lines).map(([name, { needs }]) => [name, needs]);
    expect(listed.toSorted(), instead).toEqual(found.toSorted());
  },
);

test('every permission is asked for by something that the matrix tries', () => {
  const asked = new Set([
    ...doors.map(({ permission }) => permission),
    ...finerLines.map(({ line }) => line.needs),
  ]);
  expect(
    permissionNames.filter((name) => !asked.has(name)),
    'a permission that no page, action, route or finer line asks for opens nothing: use it or take it out',
  ).toEqual([]);
});
