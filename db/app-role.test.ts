import { describe, expect, test } from 'vitest';
import { appRoleOf, loginOf } from './app-role';

describe('the names of the roles', () => {
  test.each([
    ['shop', 'shop_app', 'shop_web'],
    ['shop.eu', 'shop.eu_app', 'shop.eu_web'],
    ['x'.repeat(59), `${'x'.repeat(59)}_app`, `${'x'.repeat(59)}_web`],
  ])('of %s say whose they are', (database, role, login) => {
    expect([appRoleOf(database), loginOf(database)]).toEqual([role, login]);
  });

  test.each([
    ['too long by a byte', 'x'.repeat(60), 'x'.repeat(61)],
    ['as long as a database can be called', 'x'.repeat(63), `${'x'.repeat(62)}y`],
    ['cut within a letter of several bytes', 'ü'.repeat(31), `${'ü'.repeat(30)}ä`],
    ['what Postgres keeps for itself', 'pg_shop', 'db_pg_shop'],
  ])('are told apart and whole where they are %s', (_what, one, other) => {
    const made = [one, other].flatMap((name) => [appRoleOf(name), loginOf(name)]);
    expect(new Set(made).size).toBe(4);
    for (const name of made) {
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
      expect(name).not.toMatch(/^pg_|\uFFFD/);
    }
  });
});
