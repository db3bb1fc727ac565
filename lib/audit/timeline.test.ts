import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { flowWorld } from '../../tests/support/flow-world';
import { days } from '../time';
import { eventsWithin } from './timeline';

const world = flowWorld();

/** Each so many seconds ago, in the order in which they are written. */
async function written(...ago: number[]): Promise<string> {
  const userId = randomUUID();
  for (const seconds of ago)
    await world.owner.execute(sql`insert into audit_events (at, event, outcome, user_id, reason)
      values (now() - make_interval(secs => ${seconds}), 'session_created', 'success', ${userId}, ${String(seconds)})`);
  return userId;
}

test('gives the newest of that time, the oldest of them first, in the order in which they were written', async () => {
  const userId = await written(days(91), 50, 20, 30, 10);
  const reasons = (await eventsWithin(world.db, userId, days(90), 3)).map(({ reason }) => reason);
  expect(reasons).toEqual(['20', '30', '10']);
});
