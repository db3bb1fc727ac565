'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { changePassword } from '@/lib/flows/account/change-password';
import { keepBrowser, thisBrowser } from '@/lib/web/cookies/device';
import { writeSessionCookie } from '@/lib/web/cookies/session-cookie';
import { askForProof, protectedAction } from '@/lib/web/guards/action-guards';
import type { ActionState } from '@/lib/web/guards/action-state';
import { inField, refusedState, sessionEnded } from '@/lib/web/guards/refusals';
import { presentedSecretHash } from '@/lib/web/request/current-session';
import { passwordSentence, supersededSentence, wrongPasswordSentence } from '@/lib/words/reasons';

const input = z.object({
  currentPassword: z.string('Enter your current password.').min(1, 'Enter your current password.'),
  newPassword: z.string('Choose a new password.').min(1, 'Choose a new password.'),
});

/** The current password is the proof. An account with a second factor gives fresh proof with that first. */
export const changePasswordAction = protectedAction(
  { input, limit: 'session_management' },
  async (ctx, { currentPassword, newPassword }): Promise<ActionState<{ ended: number }>> => {
    const presented = await presentedSecretHash();
    if (!presented) return { status: 'signed_out' };
    const browser = await thisBrowser();
    const { deviceHash } = browser;
    const asked = { current: currentPassword, password: newPassword, presented, deviceHash };
    const result = await changePassword(ctx, asked);
    if (result.ok) {
      await writeSessionCookie({ secret: result.value.secret, remembered: ctx.session.remembered });
      await keepBrowser(browser);
      refresh();
      return { status: 'done', data: { ended: result.value.ended } };
    }
    const refusals = { ...changePasswordRefusals, ...sessionEnded };
    const limits = { min: ctx.policy.passwordMinLength, max: ctx.policy.passwordMaxLength };
    return refusedState(result, refusals, (fault) => inField('newPassword', passwordSentence(fault, limits)));
  },
);

const changePasswordRefusals = {
  proof_needed: () => askForProof('change_password'),
  superseded: supersededSentence,
  wrong_password: ({ triesLeft }: { triesLeft?: number }) =>
    inField('currentPassword', wrongPasswordSentence(triesLeft)),
  no_password: 'Your account has no password yet. Reload the page to choose one.',
  same_password: inField('newPassword', 'This is already your password. Choose a different one.'),
};
