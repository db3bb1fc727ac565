/** Visits by support that a limit ended, or something that happened to either account: the trail and the person are told. */

import { type AnonymousContext, inTransaction } from '../context';
import { tellVisits } from '../steps/tell-visits';

/** Returns how many. Safe on many instances at once: each is told of once. */
export async function tellEndedVisits(ctx: AnonymousContext): Promise<number> {
  for (let total = 0; ; ) {
    const told = await inTransaction(ctx, (tx) => tellVisits(ctx, tx));
    if (told === 0) return total;
    total += told;
  }
}
