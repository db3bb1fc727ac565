/** Adding a passkey, naming it, and removing it. */

import { setAssurance } from '../../account/assurance';
import { describeDevice } from '../../device';
import { countIdentities } from '../../identity/store';
import { readAttestation, verifyAttestation } from '../../passkey/answer';
import { spendChallenge } from '../../passkey/challenge';
import { addPasskeyRow, countPasskeys, removePasskeyRow, renamePasskeyRow } from '../../passkey/store';
import { ok, type Result, refused } from '../../result';
import { actor, inTransaction, type SignedInContext } from '../context';
import { askedInSession } from '../steps/asked-passkey';
import { record } from '../steps/record';
import { settleFactors } from '../steps/settle-factors';
import { type ChangeRefusal, changeFactors, type FactorsChanged, type Where } from './change-factors';

type AddRefusal = 'passkey_refused' | 'too_many';

/** From here on the account is worth two factors, and so is this session. The name is the device's until the person chooses one. */
export function addNewPasskey(
  ctx: SignedInContext,
  input: Where & { readonly answer: unknown; readonly deviceHash: Buffer },
): Promise<Result<FactorsChanged<{ id: string }>, AddRefusal | ChangeRefusal>> {
  const { policy } = ctx;
  return changeFactors(
    ctx,
    input,
    { event: 'passkey_added', proven: 'passkey' },
    async (tx, { id: userId }): Promise<Result<{ id: string }, AddRefusal>> => {
      const read = readAttestation(input.answer);
      const asked = askedInSession(ctx, 'add', input);
      if (!read || !(await spendChallenge(tx, read.challenge, asked, policy.passkeyChallengeLifetime)))
        return refused('passkey_refused');
      if ((await countPasskeys(tx, userId)) >= policy.passkeyLimit) return refused('too_many');
      const credential = await verifyAttestation(read);
      if (!credential) return refused('passkey_refused');
      const { name } = describeDevice(ctx.request?.userAgent ?? null);
      const id = await addPasskeyRow(tx, { ...credential, userId, name });
      if (id === undefined) return refused('passkey_refused');
      await setAssurance(tx, userId, 2);
      return ok({ id });
    },
  );
}

/**
 * Someone else's is not found, just like one that does not exist. Without the last factor recovery codes recover nothing,
 * so they go, too. Never removes the only way in of someone without a password.
 */
export const removeOldPasskey = (
  ctx: SignedInContext,
  input: Where & { readonly id: string },
): Promise<Result<FactorsChanged<void>, 'not_found' | 'last_way_in' | ChangeRefusal>> =>
  changeFactors(
    ctx,
    input,
    { event: 'passkey_removed' },
    async (tx, { id: userId, hasPassword }): Promise<Result<void, 'not_found' | 'last_way_in'>> => {
      const others = (await countPasskeys(tx, userId)) - 1 + (await countIdentities(tx, userId));
      if (!hasPassword && others < 1) return refused('last_way_in');
      if (!(await removePasskeyRow(tx, userId, input.id))) return refused('not_found');
      await settleFactors(tx, userId);
      return ok(undefined);
    },
  );

export async function nameOldPasskey(
  ctx: SignedInContext,
  input: { readonly id: string; readonly name: string },
): Promise<Result<void, 'not_found'>> {
  return inTransaction(ctx, async (tx) => {
    if (!(await renamePasskeyRow(tx, ctx.user.id, input.id, input.name))) return refused('not_found');
    await record(ctx, tx, { event: 'passkey_renamed', outcome: 'success', ...actor(ctx) });
    return ok(undefined);
  });
}
