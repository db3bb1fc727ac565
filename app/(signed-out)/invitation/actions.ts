'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { nameSchema } from '@/lib/account/name';
import { declineInvitation, joinOrganization } from '@/lib/flows/organization/answer-invitation';
import { signUpByInvitation } from '@/lib/flows/organization/sign-up-by-invitation';
import { signOut } from '@/lib/flows/session/sign-out';
import { signIn } from '@/lib/flows/sign-in/sign-in';
import { addressIn } from '@/lib/organization/slug';
import { keepBrowser, thisBrowser } from '@/lib/web/cookies/device';
import { goOn } from '@/lib/web/cookies/go-on';
import { invitationCookie, invitationPage } from '@/lib/web/cookies/invitation';
import { clearSessionCookie } from '@/lib/web/cookies/session-cookie';
import { publicAction } from '@/lib/web/guards/action-guards';
import { inField, rateLimited, refusedState } from '@/lib/web/guards/refusals';
import { linkOfShown } from '@/lib/web/request/held-invitation';
import { signInPath } from '@/lib/web/request/return-to';
import { arrivalOf, completeSignIn } from '@/lib/web/sign-in/arrival';
import {
  deadInvitationSentence,
  fullSentence,
  hasAccountSentence,
  wrongAccountSentence,
} from '@/lib/words/invitations';
import { passwordSentence } from '@/lib/words/reasons';

const feature = 'organizations';
const link = { token: z.string().optional(), invitationId: z.uuid(deadInvitationSentence) };
const refusals = {
  link_invalid: deadInvitationSentence,
  full: fullSentence('This organization'),
};

/** Somebody who has been signed out in the meantime signs in and comes back. */
export const joinAction = publicAction({ feature, input: z.object(link) }, async (ctx, typed, session) => {
  if (session.kind !== 'active') redirect(signInPath(invitationPage));
  const joined = await joinOrganization(session.ctx, { token: await linkOfShown(ctx, typed) });
  if (!joined.ok) return refusedState(joined, { ...refusals, wrong_account: wrongAccountSentence });
  await invitationCookie.clearIfHeld();
  redirect(addressIn(joined.value.slug, ''));
});

/** Creates the account, joins, and signs in with the password that was just chosen. */
export const joinBySignUpAction = publicAction(
  {
    feature,
    input: z.object({
      ...link,
      name: nameSchema,
      password: z.string('Choose a password.').min(1, 'Choose a password.'),
      device: z.string().optional(),
    }),
  },
  async (ctx, { name, password, device, ...shown }, session) => {
    const { deviceHash, ...browser } = await thisBrowser();
    const token = await linkOfShown(ctx, shown);
    const made = await signUpByInvitation(ctx, { token, name, password, deviceHash });
    if (!made.ok) {
      const limits = { min: ctx.policy.passwordMinLength, max: ctx.policy.passwordMaxLength };
      return refusedState(made, { ...refusals, ...rateLimited, has_account: hasAccountSentence }, (fault) =>
        inField('password', passwordSentence(fault, limits)),
      );
    }
    await keepBrowser({ ...browser, deviceHash });
    await invitationCookie.clearIfHeld();
    const { slug, email } = made.value;
    const there = addressIn(slug, '');
    const { arrival, browser: arrived } = await arrivalOf(session, { device });
    const signedIn = await signIn(ctx, { email, password, ...arrival });
    if (!signedIn.ok) redirect(signInPath(there));
    await completeSignIn(arrived, signedIn.value);
    return goOn(there, signedIn.value.sessionId);
  },
);

export const declineInvitationAction = publicAction(
  { feature, input: z.object(link) },
  async (ctx, typed) => {
    const declined = await declineInvitation(ctx, { token: await linkOfShown(ctx, typed) });
    if (!declined.ok) return refusedState(declined, refusals);
    await invitationCookie.clearIfHeld();
    redirect(`${invitationPage}?declined`);
  },
);

/** The link stays in this browser, and the account that it belongs to comes back to it. */
export const useAnotherAccountAction = publicAction(
  { feature, input: z.object({}) },
  async (_ctx, _input, session) => {
    if (session.kind === 'active') {
      await signOut(session.ctx);
      await clearSessionCookie(session.ctx.session.id);
    }
    redirect(invitationPage);
  },
);
