/** Connecting an account elsewhere to one's own, and disconnecting it: after fresh proof, with the consequences of any change of factors. */

import type { ProviderName } from '../../config/providers';
import type { Claim } from '../../identity/claim';
import {
  addIdentity,
  countIdentities,
  findIdentity,
  type ListedIdentity,
  listIdentities,
  removeIdentity,
} from '../../identity/store';
import { hasPasskey } from '../../passkey/store';
import { ok, type Result, refused } from '../../result';
import type { SignedInContext } from '../context';
import { claimedBy } from '../steps/claim-address';
import { refuseForeign } from '../steps/refuse-foreign';
import { type ChangeRefusal, changeFactors, type FactorsChanged, type Where } from './change-factors';

export type LinkIdentityRefusal =
  | 'address_unverified'
  | 'already_linked'
  | 'linked_elsewhere'
  | ChangeRefusal;

type Linked = Promise<Result<FactorsChanged<void>, LinkIdentityRefusal>>;

/** The address there need not be the one here, and has to be verified. An account elsewhere signs in to one account here. */
export async function linkIdentity(
  ctx: SignedInContext,
  { claim, ...where }: Where & { readonly claim: Claim },
): Linked {
  const claimed = claimedBy(claim);
  if (!claimed) return refused('address_unverified');
  const { provider, subject, email } = claimed;
  const change = { event: 'identity_linked', provider } as const;
  return changeFactors(
    ctx,
    where,
    change,
    async (tx, { id: userId }): Promise<Result<void, 'already_linked' | 'linked_elsewhere'>> => {
      if (await addIdentity(tx, { userId, provider, subject, email })) return ok(undefined);
      const known = await findIdentity(tx, { provider, subject });
      return refused(known?.userId === userId ? 'already_linked' : 'linked_elsewhere');
    },
  );
}

/** Never the last way in: someone without a password keeps another connected account, or a passkey. */
export async function unlinkIdentity(
  ctx: SignedInContext,
  { id, ...where }: Where & { readonly id: string },
): Promise<Result<FactorsChanged<ProviderName>, 'not_found' | 'last_way_in' | ChangeRefusal>> {
  const found = await findIdentity(ctx.db, { id });
  if (found?.userId !== ctx.user.id) return refuseForeign(ctx, ctx.db, id, found?.userId);
  const { provider } = found;
  return changeFactors(
    ctx,
    where,
    { event: 'identity_unlinked', provider },
    async (tx, account): Promise<Result<ProviderName, 'not_found' | 'last_way_in'>> => {
      const others = (await countIdentities(tx, account.id)) - 1;
      if (!account.hasPassword && others < 1 && !(await hasPasskey(tx, account.id)))
        return refused('last_way_in');
      return (await removeIdentity(tx, account.id, id)) ? ok(provider) : refused('not_found');
    },
  );
}

/** For the page that shows them to their person. */
export const identitiesOf = ({ db, user }: SignedInContext): Promise<ListedIdentity[]> =>
  listIdentities(db, user.id);
