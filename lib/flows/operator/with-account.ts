/** What an operator or a member of staff does to one account: who it is, whether they may, and what the trail says of it. */

import type { Transaction } from '../../../db/client';
import { lockAdministrators, roleOf } from '../../account/roles';
import { findAccount, type LockedAccount, lockIfThere } from '../../account/store';
import { type Result, refused } from '../../result';
import { hasNotEnded } from '../../session/store';
import { type StaffPermission, type StaffRefusal, staffRefusal } from '../../staff/permissions';
import { normaliseEmail } from '../../typed/email';
import { type AnonymousContext, type Caller, inTransaction } from '../context';

/** A member of staff in the console, and why they do it: kept in the trail. */
export type StaffDeed = {
  readonly staff: {
    readonly user: Pick<Caller['user'], 'id'>;
    readonly session: Pick<Caller['session'], 'id'>;
  };
  readonly why: string;
};

/** Without `by`, it was done with `npm run account`. */
export type OperatorInput = ({ readonly email: string } | { readonly userId: string }) & {
  readonly by?: StaffDeed;
};

export type OperatorRefusal = 'not_found' | StaffRefusal;

/** Found, held for the transaction, and refused where the console's rules speak against it. */
export async function withAccount<Value, Reason extends string>(
  ctx: AnonymousContext,
  input: OperatorInput,
  permission: StaffPermission,
  deed: (tx: Transaction, account: LockedAccount) => Promise<Result<Value, Reason>>,
): Promise<Result<Value, Reason | OperatorRefusal>> {
  return inTransaction(ctx, async (tx): Promise<Result<Value, Reason | OperatorRefusal>> => {
    // All of them, always before the account itself: two administrators who act on each other would hold each other up.
    if (weighsOnStaff.includes(permission)) await lockAdministrators(tx);
    const account = await held(tx, input);
    if (!account) return refused('not_found');
    const refusal = input.by && (await refusalOf(tx, input.by, permission, account));
    return refusal ? refused(refusal) : deed(tx, account);
  });
}

const weighsOnStaff: readonly StaffPermission[] = ['disable', 'change_role'];

async function held(tx: Transaction, input: OperatorInput): Promise<LockedAccount | undefined> {
  if ('userId' in input) return lockIfThere(tx, input.userId);
  const found = await findAccount(tx, { email: normaliseEmail(input.email) });
  return found && lockIfThere(tx, found.id);
}

/** Asked again here: a session may have ended, and a role may have gone, while this waited for the account. */
async function refusalOf(
  tx: Transaction,
  { staff }: StaffDeed,
  permission: StaffPermission,
  account: LockedAccount,
): Promise<StaffRefusal | undefined> {
  const role = await roleOf(tx, staff.user.id);
  if (!role || !(await hasNotEnded(tx, staff.session.id))) return 'not_permitted';
  return staffRefusal({ id: staff.user.id, role }, permission, account);
}

/** What every event of such a deed says beside its name. */
export const saysWho = ({ by }: Pick<OperatorInput, 'by'>, userId: string, why?: string) => {
  const said = by?.why ?? why;
  return {
    outcome: 'success',
    userId,
    reason: 'operator',
    ...(by ? { actorId: by.staff.user.id, sessionId: by.staff.session.id } : {}),
    ...(said ? { data: { why: said } } : {}),
  } as const;
};

/** The same for `applyConsequences`. */
export const saysWhoTo = ({ by }: Pick<OperatorInput, 'by'>) =>
  by && { userId: by.staff.user.id, sessionId: by.staff.session.id, why: by.why };
