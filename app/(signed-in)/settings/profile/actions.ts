'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { nameSchema } from '@/lib/account/name';
import { cancelEmailChange, requestEmailChange } from '@/lib/flows/account/change-email';
import { deleteAccount } from '@/lib/flows/account/delete-account';
import { renamePerson } from '@/lib/flows/account/rename-person';
import { twoOfAdministrators } from '@/lib/flows/context';
import { emailSchema } from '@/lib/typed/email';
import { clearSessionCookie } from '@/lib/web/cookies/session-cookie';
import { postedWithoutScripts, protectedAction } from '@/lib/web/guards/action-guards';
import { inField, refusedState, sessionEnded } from '@/lib/web/guards/refusals';
import { lastOwnerSentence } from '@/lib/words/organizations';

export const renamePersonAction = protectedAction(
  { input: z.object({ name: nameSchema }), limit: 'session_management', once: 'rename_person' },
  async (ctx, typed) => {
    await renamePerson(ctx, typed);
    refresh();
    return { status: 'done' };
  },
);

const changeEmailRefusals = {
  ...sessionEnded,
  same_address: inField('email', 'This is already your address. Enter a different one.'),
};

export const changeEmailAction = protectedAction(
  {
    input: z.object({ email: emailSchema }),
    limit: 'account_changes',
    stepUp: 'recent',
    strength: twoOfAdministrators,
    purpose: 'change_email',
    once: 'change_email',
  },
  async (ctx, typed) => {
    const result = await requestEmailChange(ctx, typed);
    if (!result.ok) return refusedState(result, changeEmailRefusals);
    refresh();
    return { status: 'done' };
  },
);

export const cancelChangeAction = protectedAction(
  { input: z.object({}), limit: 'session_management' },
  async (ctx) => {
    await cancelEmailChange(ctx);
    refresh();
    return { status: 'done' };
  },
);

/** Leads to the sign-in page, whose note says what happened and how to come back. */
export const deleteAccountAction = protectedAction(
  {
    input: z.object({ confirmed: z.literal('on').optional() }),
    limit: 'account_changes',
    stepUp: 'recent',
    strength: twoOfAdministrators,
    purpose: 'delete_account',
  },
  async (ctx, { confirmed }) => {
    // With scripts, a dialog has already asked.
    if (!confirmed && (await postedWithoutScripts()))
      return { status: 'refused', message: 'Tick the box if you really want to delete your account.' };
    const result = await deleteAccount(ctx);
    if (!result.ok)
      return refusedState(result, {
        ...sessionEnded,
        last_owner: 'organizations' in result ? lastOwnerSentence(...result.organizations) : '',
      });
    await clearSessionCookie(ctx.session.id);
    redirect('/sign-in');
  },
);
