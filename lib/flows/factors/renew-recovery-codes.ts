/** A new set of recovery codes: shown with this answer and never again; the old set is dead. */

import { ok, type Result, refused } from '../../result';
import { replaceRecoveryCodes as renew } from '../../second-factor/recovery';
import type { SignedInContext } from '../context';
import { type ChangeRefusal, changeFactors, type FactorsChanged, type Where } from './change-factors';

/** `no_factor`: there is nothing that they could stand in for. */
export const renewRecoveryCodes = (
  ctx: SignedInContext,
  input: Where,
): Promise<Result<FactorsChanged<readonly string[]>, 'no_factor' | ChangeRefusal>> =>
  changeFactors(
    ctx,
    input,
    { event: 'recovery_codes_renewed' },
    async (tx, { id, assurance }): Promise<Result<readonly string[], 'no_factor'>> =>
      assurance === 2 ? ok(await renew(tx, id, ctx.policy.recoveryCodeCount)) : refused('no_factor'),
  );
