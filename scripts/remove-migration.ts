/** The migration of a removal, as it should be run. */

const breakpoint = '--> statement-breakpoint\n';
const drop = /^DROP TABLE ("[^"]+") CASCADE;$/;

/**
 * One statement for all the tables, without CASCADE: it takes the tables in any order, and refuses where something of the
 * adopter's own still refers to one of them. What drizzle-kit writes would take that reference away unasked.
 */
export function plainDrops(migration: string): string {
  const statements = migration.split(breakpoint).map((each) => each.trim());
  const tables = statements.flatMap((each) => drop.exec(each)?.[1] ?? []);
  if (tables.length === 0) return migration;
  const others = statements.filter((each) => !drop.test(each) && !isMoot(each, tables));
  return `${[`DROP TABLE ${tables.join(', ')};`, ...others].join(breakpoint)}\n`;
}

/** Of a table that goes. */
const isMoot = (statement: string, tables: readonly string[]) =>
  tables.some((table) => statement === `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY;`);
