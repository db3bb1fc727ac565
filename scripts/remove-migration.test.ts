import { expect, test } from 'vitest';
import { plainDrops } from './remove-migration';

const joined = (...statements: string[]) => statements.join('--> statement-breakpoint\n');

test('the tables go together, and nothing of anybody else’s with them', () => {
  const written = joined(
    'ALTER TABLE "projects" DISABLE ROW LEVEL SECURITY;',
    'ALTER TABLE "tasks" DISABLE ROW LEVEL SECURITY;',
    'DROP TABLE "projects" CASCADE;',
    'DROP TABLE "tasks" CASCADE;',
    'ALTER TABLE "users" DROP CONSTRAINT "users_plan_is_known";',
    'ALTER TABLE "users" DROP COLUMN "plan";',
  );
  expect(plainDrops(written)).toBe(
    `${joined(
      'DROP TABLE "projects", "tasks";',
      'ALTER TABLE "users" DROP CONSTRAINT "users_plan_is_known";',
      'ALTER TABLE "users" DROP COLUMN "plan";',
    )}\n`,
  );
});

test('a migration without them stays as it is', () => {
  const other = 'ALTER TABLE "users" DROP COLUMN "plan";';
  expect(plainDrops(other)).toBe(other);
});
