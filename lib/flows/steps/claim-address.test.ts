import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { emailChanges } from '../../../db/schema/email-changes';
import { users } from '../../../db/schema/users';
import { claimed, freshAddress } from '../../../tests/support/claims';
import { flowWorld } from '../../../tests/support/flow-world';
import type { Claim } from '../../identity/claim';
import { listIdentities } from '../../identity/store';
import { signInWith } from '../sign-in/sign-in-with-provider';

const world = flowWorld();

const come = (claim: Claim) => signInWith(world.ctx(), { claim, remember: false });
const byAddress = async (email: string) =>
  (await world.db.select().from(users).where(eq(users.email, email)))[0];
const linked = (userId: string) => listIdentities(world.db, userId);

describe('an address that nobody has', () => {
  test.each([
    ['is not verified there', { emailVerified: false }],
    ['is none', { email: 'not an address' }],
  ])('%s, and makes nothing', async (_what, change) => {
    const claim = claimed(change);
    expect(await come(claim)).toEqual({ ok: false, reason: 'address_unverified' });
    expect(await byAddress(claim.email)).toBeUndefined();
  });

  test('is not known to be theirs still, makes nothing, and takes nobody’s unconfirmed account', async () => {
    const claim = claimed({ emailCurrent: false });
    expect(await come(claim)).toEqual({ ok: false, reason: 'address_not_current' });
    expect(await byAddress(claim.email)).toBeUndefined();
    const { email, userId } = await world.newcomer();
    expect(await come(claimed({ email, emailCurrent: false }))).toEqual({
      ok: false,
      reason: 'address_not_current',
    });
    expect(await linked(userId)).toEqual([]);
    const person = await world.person();
    expect(await come(claimed({ email: person.email, emailCurrent: false }))).toEqual({
      ok: false,
      reason: 'address_not_current',
    });
  });

  test('can be taken back by its earlier person, and makes nothing', async () => {
    const { userId } = await world.person();
    const claim = claimed();
    await world.db
      .insert(emailChanges)
      .values({ userId, oldEmail: claim.email, newEmail: freshAddress(), confirmedAt: sql`now()` });
    expect(await come(claim)).toEqual({ ok: false, reason: 'address_reserved' });
    expect(await byAddress(claim.email)).toBeUndefined();
  });
});
