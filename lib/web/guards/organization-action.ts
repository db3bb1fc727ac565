/** Actions on an organization's pages. The page's address says which one, and the session's own statement tells the person's role. */

import 'server-only';
import type { z } from 'zod';
import { isOn } from '../../config/features';
import { actorHere, type OrganizationContext, type Seat, type SignedInContext } from '../../flows/context';
import { ownSeat } from '../../flows/organization/landing';
import { record } from '../../flows/steps/record';
import { allows, type Permission, supportLevelOf } from '../../organization/permissions';
import { noAccessSentence, notAllowedSentence, ownFactorSentence } from '../../words/organizations';
import { entryPurposes } from '../request/way-in';
import { askForProof, type ProtectedOptions, protectedAction } from './action-guards';
import { type Action, type ActionState, actingInField } from './action-state';

type Options<Schema extends z.ZodType> = Omit<ProtectedOptions<Schema>, 'bars' | 'support'> & {
  readonly permission: Permission;
};

/** The page showed another organization. Its address was given to this one since, or the browser is on another page already. */
function isSentForAnother(form: FormData, { id }: Seat): boolean {
  const actingIn = form.get(actingInField);
  return actingIn !== null && actingIn !== id;
}

const refusal = (message: string): ActionState<never> => ({ status: 'refused', message });

/** Without organizations, everything happens in the person's own. */
const seatOf = async (ctx: SignedInContext): Promise<Seat | undefined> =>
  isOn('organizations') ? ctx.organization : ownSeat(ctx);

/** By the organization's own rules; the submission goes through once the person has given what is missing. */
const keptOut = async ({ because, name }: NonNullable<SignedInContext['closed']>) => {
  if (because === 'deleted') return refusal(noAccessSentence);
  return because === 'second_factor' ? refusal(ownFactorSentence(name)) : askForProof(entryPurposes[because]);
};

/** What only shows something to support is no permission to do it. */
const deedOf = (permission: Permission) => (supportLevelOf(permission) === 'act' ? 'act' : undefined);

/** An action within an organization. Deny by default: it names the permission it needs. */
export function organizationAction<Schema extends z.ZodType, Data = undefined>(
  { permission, ...options }: Options<Schema>,
  handler: (ctx: OrganizationContext, input: z.output<Schema>) => Promise<ActionState<Data> | undefined>,
): Action<Data> {
  const bars = async (ctx: SignedInContext, form: FormData) => {
    if (ctx.closed && !isSentForAnother(form, ctx.closed)) return keptOut(ctx.closed);
    const seat = await seatOf(ctx);
    if (!seat || isSentForAnother(form, seat)) return refusal(noAccessSentence);
    if (allows(seat.role, permission)) return undefined;
    await record(ctx, ctx.db, {
      event: 'authz_fail',
      outcome: 'failure',
      ...actorHere({ ...ctx, organization: seat }),
      data: { asked: permission },
    });
    return refusal(notAllowedSentence);
  };
  return protectedAction({ ...options, bars, support: deedOf(permission) }, async (ctx, input) => {
    const organization = await seatOf(ctx);
    if (!organization) return refusal(noAccessSentence);
    return handler({ ...ctx, organization }, input);
  });
}
