/** Somebody becomes staff, or stops being staff: what they may do changes with their next request (docs/security.md F8). */

import { hasOtherAdministrator, setRole } from '../../account/roles';
import { isStaff, type Role } from '../../config/policy';
import { ok, type Result, refused } from '../../result';
import type { AnonymousContext } from '../context';
import { applyConsequences } from '../steps/consequences';
import { record } from '../steps/record';
import { type OperatorInput, type OperatorRefusal, saysWho, saysWhoTo, withAccount } from './with-account';

type RoleInput = OperatorInput & { readonly role: Role };

/**
 * Every session ends: one that began under a member's limits, or without a code, is not one to carry on with as staff.
 * Returns how many.
 */
export async function changeRole(
  ctx: AnonymousContext,
  input: RoleInput,
): Promise<
  Result<{ ended: number }, OperatorRefusal | 'same_role' | 'last_administrator' | 'factor_missing'>
> {
  return withAccount(ctx, input, 'change_role', async (tx, account) => {
    const { id: userId, role: before } = account;
    if (before === input.role) return refused('same_role');
    // Otherwise someone who stole the password could add a second factor of their own and enter the console. The first
    // administrator is made on the command line.
    if (input.by && isStaff(input.role) && account.assurance < 2) return refused('factor_missing');
    if (before === 'administrator' && !(await hasOtherAdministrator(tx, userId)))
      return refused('last_administrator');
    await setRole(tx, userId, input.role);
    const { data, ...who } = { data: {}, ...saysWho(input, userId) };
    const change = { from: before, to: input.role };
    await record(ctx, tx, { event: 'authz_change', ...who, data: { ...data, ...change } });
    const changed = { ...account, role: input.role };
    const { ended } = await applyConsequences(ctx, tx, {
      event: 'role_changed',
      account: changed,
      by: saysWhoTo(input),
    });
    return ok({ ended });
  });
}
