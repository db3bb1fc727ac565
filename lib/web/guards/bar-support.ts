/** What support may do in somebody else's account: nothing that doesn't say so itself (docs/security.md F-10). */

import 'server-only';
import { reaches, type SupportLevel } from '../../config/support';
import { actor, type Freshness, type SignedInContext, type Strength, type Visit } from '../../flows/context';
import { record } from '../../flows/steps/record';
import { changeInVisit } from '../../flows/support/note-visit';
import { neverForSupport, stopFirst, viewingOnly } from '../../words/support';
import type { ActionState } from './action-state';

export type OpenToSupport = {
  /** Open to support that sees the account as its person and was allowed to change things. Left out, it is closed to them. */
  readonly support?: Extract<SupportLevel, 'act'> | undefined;
};

type Demands = OpenToSupport & { readonly stepUp?: Freshness; readonly strength?: Strength };

const barred = (message: string): ActionState<never> => ({ status: 'refused', forbidden: true, message });

/** For what only somebody in their own account can do, such as signing in. */
export const stopFirstAnswer = barred(stopFirst);

/** Undefined where it is open. What asks for proof is closed to them at any level: nothing of the person is proven in a visit. */
export async function barSupport(
  ctx: SignedInContext,
  { support, stepUp, strength }: Demands,
): Promise<ActionState<never> | undefined> {
  if (!ctx.support) return undefined;
  const open = stepUp || strength ? undefined : support;
  if (reaches(ctx.support.level, open)) return undefined;
  await record(ctx, ctx.db, {
    event: 'authz_fail',
    outcome: 'failure',
    ...actor(ctx),
    reason: 'support',
    data: { level: ctx.support.level },
  });
  return barred(open ? viewingOnly : neverForSupport);
}

export const isVisit = (ctx: SignedInContext): ctx is SignedInContext & { readonly support: Visit } =>
  ctx.support !== undefined;

type Answer<Data> = ActionState<Data> | undefined;

/** A deed as support does it: counted, and while the visit lives or not at all. */
export async function asSupport<Data>(
  ctx: SignedInContext & { readonly support: Visit },
  deed: (ctx: SignedInContext) => Promise<Answer<Data>>,
): Promise<Answer<Data>> {
  const done = await changeInVisit(ctx, deed, (answer) => (answer?.status ?? 'done') === 'done');
  return done ? done.answer : { status: 'signed_out' };
}
