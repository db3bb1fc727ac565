'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { roles } from '@/lib/config/policy';
import type { SignedInContext } from '@/lib/flows/context';
import { changeRole } from '@/lib/flows/operator/change-role';
import { disableAccount, enableAccount } from '@/lib/flows/operator/disable-account';
import { endTrustOf } from '@/lib/flows/operator/end-trust-of-account';
import { requireReset } from '@/lib/flows/operator/require-reset';
import { endSessionOf, signOutAccount } from '@/lib/flows/operator/sign-out-account';
import { unlockAccount } from '@/lib/flows/operator/unlock-account';
import type { Result } from '@/lib/result';
import type { ActionState } from '@/lib/web/guards/action-state';
import { staffAction } from '@/lib/web/guards/staff-action';
import { type OperatorRefusalWord, operatorRefusals } from '@/lib/words/operator';
import { onPerson } from '../reason';

type Typed = { readonly userId: string; readonly reason: string };

/** Whom it concerns, by whom, and why. */
const deedOf = (ctx: SignedInContext, { userId, reason }: Typed) => ({
  userId,
  by: { staff: ctx, why: reason },
});

function answered(result: Result<unknown, OperatorRefusalWord>): ActionState<undefined> {
  if (!result.ok) return { status: 'refused', message: operatorRefusals[result.reason] };
  refresh();
  return { status: 'done' };
}

export const endSessionAction = staffAction(
  {
    input: onPerson.extend({ sessionId: z.uuid('This is not a session.') }),
    permission: 'end_session',
    once: 'staff_end_session',
  },
  async (ctx, typed) =>
    answered(await endSessionOf(ctx, { ...deedOf(ctx, typed), sessionId: typed.sessionId })),
);

export const signPersonOutAction = staffAction(
  { input: onPerson, permission: 'sign_out', once: 'staff_sign_out' },
  async (ctx, typed) => answered(await signOutAccount(ctx, deedOf(ctx, typed))),
);

export const requireResetAction = staffAction(
  { input: onPerson, permission: 'require_reset', once: 'staff_require_reset' },
  async (ctx, typed) => answered(await requireReset(ctx, deedOf(ctx, typed))),
);

export const unlockAction = staffAction(
  { input: onPerson, permission: 'unlock', once: 'staff_unlock' },
  async (ctx, typed) => answered(await unlockAccount(ctx, deedOf(ctx, typed))),
);

export const removeTrustAction = staffAction(
  { input: onPerson, permission: 'remove_trust', once: 'staff_remove_trust' },
  async (ctx, typed) => answered(await endTrustOf(ctx, deedOf(ctx, typed))),
);

export const disableAction = staffAction(
  { input: onPerson, permission: 'disable', once: 'staff_disable' },
  async (ctx, typed) => answered(await disableAccount(ctx, deedOf(ctx, typed))),
);

export const enableAction = staffAction(
  { input: onPerson, permission: 'enable', once: 'staff_enable' },
  async (ctx, typed) => answered(await enableAccount(ctx, deedOf(ctx, typed))),
);

export const changeRoleAction = staffAction(
  { input: onPerson.extend({ role: z.enum(roles) }), permission: 'change_role', once: 'staff_change_role' },
  async (ctx, typed) => answered(await changeRole(ctx, { ...deedOf(ctx, typed), role: typed.role })),
);
