/** Changing the name that the product calls someone by. */

import { setName } from '../../account/store';
import { actor, inTransaction, type SignedInContext } from '../context';
import { record } from '../steps/record';

export async function renamePerson(ctx: SignedInContext, input: { name: string }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await setName(tx, ctx.user.id, input.name);
    await record(ctx, tx, { event: 'user_renamed', outcome: 'success', ...actor(ctx) });
  });
}
