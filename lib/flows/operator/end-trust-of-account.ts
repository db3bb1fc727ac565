/** An operator looks which browsers of a person are spared the code, and ends that for one of them or for all. */

import { findAccount } from '../../account/store';
import { endTrustRow, listTrusted, type TrustedDevice } from '../../known-device/trust';
import { ok, type Result, refused } from '../../result';
import { normaliseEmail } from '../../typed/email';
import type { AnonymousContext } from '../context';
import { record } from '../steps/record';
import { type OperatorInput, type OperatorRefusal, saysWho, withAccount } from './with-account';

export async function trustedDevicesOf(
  ctx: AnonymousContext,
  input: { email: string },
): Promise<Result<readonly TrustedDevice[], 'not_found'>> {
  const account = await findAccount(ctx.db, { email: normaliseEmail(input.email) });
  return account ? ok(await listTrusted(ctx.db, account.id, ctx.policy)) : refused('not_found');
}

/** `device`: how its id begins; without one, all of them. Sessions there stay signed in. Returns the browsers that lost trust. */
export async function endTrustOf(
  ctx: AnonymousContext,
  input: OperatorInput & { readonly device?: string },
): Promise<Result<readonly TrustedDevice[], OperatorRefusal | 'not_trusted'>> {
  return withAccount(
    ctx,
    input,
    'remove_trust',
    async (tx, { id: userId }): Promise<Result<readonly TrustedDevice[], 'not_trusted'>> => {
      const trusted = await listTrusted(tx, userId, ctx.policy);
      const meant = trusted.filter(({ id }) => id.startsWith(input.device ?? ''));
      if (meant.length === 0) return refused('not_trusted');
      for (const { id } of meant) {
        await endTrustRow(tx, userId, id);
        await record(ctx, tx, { event: 'device_distrusted', ...saysWho(input, userId) });
      }
      return ok(meant);
    },
  );
}
