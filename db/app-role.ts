/**
 * The roles that belong to one database. Roles belong to the whole server: without the database in their names, two products on
 * one server would share them, and so reach each other's rows.
 */

import { createHash } from 'node:crypto';

/** In bytes. Postgres cuts longer names, and two of them would become one. */
const longestName = 63;

/** The role that holds the rights. Nobody logs in as it; a role that logs in is a member of it, directly or through another. */
export const appRoleOf = (database: string): string => named(database, '_app');

/** The login that we make on a server of our own; elsewhere an operator names one. */
export const loginOf = (database: string): string => named(database, '_web');

/** As an identifier in a statement. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function named(database: string, ending: string): string {
  // Postgres reserves names that begin with pg_.
  const root = database.startsWith('pg_') ? `db_${database}` : database;
  const whole = root + ending;
  if (root === database && Buffer.byteLength(whole) <= longestName) return whole;
  const mark = `_${createHash('sha256').update(database).digest('hex').slice(0, 12)}${ending}`;
  return cut(root, longestName - mark.length) + mark;
}

function cut(text: string, bytes: number): string {
  let kept = '';
  for (const letter of text) {
    if (Buffer.byteLength(kept + letter) > bytes) break;
    kept += letter;
  }
  return kept;
}
