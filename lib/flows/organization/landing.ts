/** Where a person is when no address says it: the organization they were in last, else their own. */

import { randomBytes } from 'node:crypto';
import { isOn } from '../../config/features';
import { slugFor } from '../../organization/slug';
import { createOrganization, organizationsOf } from '../../organization/store';
import { landingOf, setLanding } from '../../session/touch';
import {
  type AnonymousContext,
  actorHere,
  type Caller,
  inTransaction,
  type Seat,
  type SignedInContext,
} from '../context';
import { record } from '../steps/record';

/** After a request to an organization that this session was not in before. Its owners and admins see that support was there. */
export async function noteLanding(ctx: AnonymousContext, caller: Caller): Promise<void> {
  const { session, user, organization, support } = caller;
  if (organization && support)
    await record(ctx, ctx.db, {
      event: 'organization_seen_by_support',
      outcome: 'success',
      ...actorHere({ ...ctx, ...caller, organization }),
      data: { why: support.reason },
    });
  if (organization) await setLanding(ctx.db, { id: session.id, userId: user.id }, organization.id);
}

/** The hint counts only while the person belongs there. */
export async function landing(ctx: SignedInContext): Promise<Seat> {
  if (!isOn('organizations')) return ownSeat(ctx);
  const [seats, hint] = await Promise.all([
    listSeats(ctx),
    landingOf(ctx.db, { id: ctx.session.id, userId: ctx.user.id }),
  ]);
  return seats.find(({ id }) => id === hint) ?? seats[0];
}

/** Where the person belongs, their own organization first. A new person gets theirs here. */
export async function listSeats(ctx: SignedInContext): Promise<readonly [Seat, ...Seat[]]> {
  const [first, ...others] = await organizationsOf(ctx.db, ctx.user.id);
  return first ? [first, ...others] : [await foundOwn(ctx)];
}

/** The person's own organization: where everything is in a product without organizations. */
export async function ownSeat(ctx: SignedInContext): Promise<Seat> {
  const seats = await organizationsOf(ctx.db, ctx.user.id);
  return seats.find(({ personal }) => personal) ?? foundOwn(ctx);
}

/** Safe for two at once: each person has one at most. */
async function foundOwn(ctx: SignedInContext): Promise<Seat> {
  const { id: ownerId, name } = ctx.user;
  const made = await inTransaction(ctx, async (tx) => {
    for (const suffix of ['', ...Array.from({ length: 3 }, () => randomBytes(3).toString('hex'))]) {
      const own = await createOrganization(tx, {
        slug: slugFor(name, suffix),
        name,
        ownerId,
        personal: true,
      });
      if (own) return own;
    }
    return undefined;
  });
  if (made) return { ...made, role: 'owner' };
  const seat = (await organizationsOf(ctx.db, ownerId)).find(({ personal }) => personal);
  if (!seat) throw new Error('the person has no organization, and none could be made');
  return seat;
}
