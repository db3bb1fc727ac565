'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { providerFeatures } from '@/lib/config/features';
import { type ProviderName, providerNames } from '@/lib/config/providers';
import { type SignedInContext, twoOfAdministrators } from '@/lib/flows/context';
import type { FactorsChanged } from '@/lib/flows/factors/change-factors';
import { linkIdentity, unlinkIdentity } from '@/lib/flows/factors/link-identity';
import type { Result } from '@/lib/result';

import { protectedAction } from '@/lib/web/guards/action-guards';

import type { ActionState } from '@/lib/web/guards/action-state';
import { changeRefusals, doneHere, factorGuard, goesOn } from '@/lib/web/guards/factor-answers';
import { refusedState } from '@/lib/web/guards/refusals';
import { connectedAccountsPath } from '@/lib/web/provider/answer';
import { goToProvider } from '@/lib/web/provider/authorization';
import { claimOf, waitingLinkCookie, waitingLinkOf } from '@/lib/web/provider/note';
import { type ProviderWord, providerSentence } from '@/lib/words/providers';

const guard = { ...factorGuard, strength: twoOfAdministrators } as const;
const one = z.object({ provider: z.enum(providerNames) });

/** The answer counts in this session and no other. */
export const connectAction = protectedAction(
  { feature: providerFeatures, ...guard, input: one },
  (ctx, { provider }) =>
    goToProvider(ctx, provider, {
      next: connectedAccountsPath,
      link: { userId: ctx.user.id, sessionId: ctx.session.id },
    }),
);

/** Connects the provider account that was verified before this person signed in. */
export const connectWaitingAction = protectedAction(
  { feature: providerFeatures, ...guard, input: one },
  async (ctx, { provider }) => {
    const waiting = await waitingLinkOf(ctx);
    if (waiting?.provider !== provider) {
      return { status: 'refused', message: providerSentence('not_waiting', provider) };
    }
    const where = await doneHere();
    if (!where) return { status: 'signed_out' };
    const result = await linkIdentity(ctx, { ...where, claim: claimOf(waiting) });
    if (result.ok || result.reason === 'already_linked') await waitingLinkCookie.clear();
    return settled(ctx, result, provider);
  },
);

/** Leaves it unconnected; the next sign-in with it asks again. */
export const declineWaitingAction = protectedAction(
  { feature: providerFeatures, input: z.object({}) },
  async () => {
    await waitingLinkCookie.clear();
    refresh();
    return { status: 'done' };
  },
);

export const disconnectAction = protectedAction(
  {
    feature: providerFeatures,
    ...guard,
    input: one.extend({ id: z.uuid("This isn't an account. Reload the page.") }),
  },
  async (ctx, { id, provider }) => {
    const where = await doneHere();
    if (!where) return { status: 'signed_out' };
    return settled(ctx, await unlinkIdentity(ctx, { ...where, id }), provider);
  },
);

const settled = <Value>(
  ctx: SignedInContext,
  result: Result<FactorsChanged<Value>, ProviderWord>,
  provider: ProviderName,
): Promise<ActionState<never>> =>
  result.ok
    ? goesOn(ctx, result.value)
    : refusedState(result, changeRefusals, (reason) => providerSentence(reason, provider));
