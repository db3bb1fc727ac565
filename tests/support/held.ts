/** Somebody else's transaction, which holds what a person's deeds need until it is told to let go. */

import { sql } from 'drizzle-orm';
import type { Database } from '../../db/client';

export type HeldRows = { release(): Promise<void> };

/** Every session of a person, and the person. */
export const holdRows = (owner: Database, userId: string): Promise<HeldRows> =>
  hold(owner, [
    sql`select 1 from sessions where user_id = ${userId} for update`,
    sql`select 1 from users where id = ${userId} for update`,
  ]);

async function hold(owner: Database, statements: readonly ReturnType<typeof sql>[]): Promise<HeldRows> {
  let letGo: () => void = () => undefined;
  const told = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let has: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    has = resolve;
  });
  const over = owner.transaction(async (tx) => {
    for (const statement of statements) await tx.execute(statement);
    has();
    await told;
  });
  await Promise.race([held, over]);
  return {
    release() {
      letGo();
      return over;
    },
  };
}
