import { describe, expect, test } from 'vitest';
import { flowWorld } from '../../../tests/support/flow-world';
import { oauthWorld } from '../../../tests/support/oauth-world';
import { lockAccount } from '../../account/store';
import { hashOfSecret } from '../../secret';
import { type AccountEvent, consequences } from './consequence-table';
import { applyConsequences } from './consequences';

const world = flowWorld();
const app = oauthWorld(world);

/** Written out a second time: what is added takes nothing away from what was proven before. */
const keptBy: readonly AccountEvent[] = ['factor_added', 'passkey_added', 'identity_linked'];

const happens = async (event: AccountEvent, userId: string, secret: string) => {
  const here = { ...(await world.callerOf(secret)), presented: hashOfSecret(secret) };
  await world.db.transaction(async (tx) =>
    applyConsequences(world.ctx(), tx, {
      event,
      account: await lockAccount(tx, userId),
      here,
      until: new Date(),
    }),
  );
};

describe.each(Object.keys(consequences) as AccountEvent[])('%s', (event) => {
  const kept = keptBy.includes(event);

  test(`${kept ? 'keeps' : 'ends'} apps, at their next refresh`, async () => {
    const { person, familyId, refresh_token } = await app.signedInApp();
    await happens(event, person.userId, person.secret);
    const answer = await app.refresh(refresh_token);
    if (kept) expect(app.tokens(answer).refresh_token).toBeTruthy();
    else
      expect(answer).toMatchObject({ body: { error: 'invalid_grant', ended: consequences[event].reason } });
    expect((await world.row(familyId)).endedReason).toBe(kept ? null : consequences[event].reason);
  });
});

test('an app that an earlier event ended is not brought back by one that keeps apps', async () => {
  const { person, refresh_token, familyId } = await app.signedInApp();
  const { sql } = await import('drizzle-orm');
  // As if its row had been missed then.
  await world.owner.execute(
    sql`update sessions set rotated_at = now() - interval '1 hour' where id = ${familyId}`,
  );
  await world.owner.execute(
    sql`update users set sessions_valid_from = now() - interval '1 minute', sessions_ended_reason = 'password_changed' where id = ${person.userId}`,
  );
  await world.owner.execute(sql`update sessions set rotated_at = now() where id = ${person.sessionId}`);
  await happens('factor_added', person.userId, person.secret);
  expect(await app.refresh(refresh_token)).toMatchObject({ body: { error: 'invalid_grant' } });
});
