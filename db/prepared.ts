/** Statements written by hand, with `$1` and so on in them. */

import { type SQL, sql } from 'drizzle-orm';
import type { Executor } from './client';

export type Parameter = string | number | boolean | Buffer | null;

/**
 * Prepared, so it takes one wire round trip instead of two. Within a transaction it runs there: on a connection of its own it
 * would wait for a place in the pool while the transaction holds one.
 */
export async function runPrepared<Row extends Record<string, unknown>>(
  db: Executor,
  text: string,
  parameters: Parameter[],
): Promise<readonly Row[]> {
  if ('$client' in db) return db.$client.unsafe<Row[]>(text, parameters, { prepare: true });
  return [...(await db.execute(asSql(text, parameters)))] as Row[];
}

const asSql = (text: string, parameters: readonly Parameter[]): SQL =>
  sql.join(
    text
      .split(/\$(\d+)/)
      .map((part, n) => (n % 2 === 0 ? sql.raw(part) : sql`${parameters[Number(part) - 1]}`)),
  );
