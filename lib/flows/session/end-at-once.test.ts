import { expect, test } from 'vitest';
import { flowWorld } from '../../../tests/support/flow-world';
import { revokeOtherSessions } from './revoke-session';

const world = flowWorld();

test('of two that sign each other out at once one wins, twenty times of twenty', async () => {
  for (let round = 0; round < 20; round += 1) {
    const owner = await world.person();
    const thief = await world.anotherSession(owner);
    const both = [await world.signedIn(owner.secret), await world.signedIn(thief.secret)];
    await Promise.all(both.map((ctx) => revokeOtherSessions(ctx)));
    const rows = [await world.row(owner.sessionId), await world.row(thief.sessionId)];
    expect(rows.filter(({ endedAt }) => endedAt === null)).toHaveLength(1);
  }
});

test('who was signed out while waiting ends nobody', async () => {
  const owner = await world.person();
  const thief = await world.anotherSession(owner);
  const late = await world.signedIn(thief.secret);
  await revokeOtherSessions(await world.signedIn(owner.secret));
  expect(await revokeOtherSessions(late)).toBe(0);
  expect((await world.row(owner.sessionId)).endedAt).toBeNull();
});
