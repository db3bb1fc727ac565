/** Actions of the staff console: for staff alone, each by one permission, and only with a second factor that was proven minutes ago. */
import 'server-only';

import type { z } from 'zod';
import type { Feature } from '../../config/features';
import type { SignedInContext } from '../../flows/context';
import { isPermitted, type StaffPermission } from '../../staff/permissions';
import type { StepUpPurpose } from '../../words/reasons';
import { protectedAction, unavailableHere } from './action-guards';
import type { Action, ActionState } from './action-state';

type StaffOptions<Schema extends z.ZodType> = {
  readonly input: Schema;
  readonly permission: StaffPermission;
  /** The deed's own name: it happens once for each submission. Left out where the answer is not one that can be given again. */
  readonly once?: string;
  readonly purpose?: StepUpPurpose;
  /** A part of the console with a switch of its own. */
  readonly feature?: Feature;
};

const twoFactors = () => 2 as const;

/** To somebody without the permission it answers as an address that does not exist (docs/security.md F-9). */
export function staffAction<Schema extends z.ZodType, Data = undefined>(
  { permission, purpose = 'staff_action', feature = 'staffConsole', ...options }: StaffOptions<Schema>,
  handler: (ctx: SignedInContext, input: z.output<Schema>) => Promise<ActionState<Data> | undefined>,
): Action<Data> {
  return protectedAction(
    {
      ...options,
      feature,
      bars: ({ user }) =>
        isPermitted(user.role, permission)
          ? undefined
          : { status: 'refused', message: unavailableHere, absent: true },
      stepUp: 'sensitive',
      strength: twoFactors,
      purpose,
      limit: 'session_management',
    },
    handler,
  );
}
