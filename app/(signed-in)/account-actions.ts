'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { signOutEverywhere as signOutEverywhereFlow, signOut as signOutFlow } from '@/lib/flows/sign-out';
import { stepUp as stepUpFlow } from '@/lib/flows/step-up';
import { protectedAction } from '@/lib/web/action-guards';
import { returnTo } from '@/lib/web/return-to';
import { clearSessionCookie, writeSessionCookie } from '@/lib/web/write-session';

const nothing = z.object({});

export const signOut = protectedAction({ input: nothing }, async (ctx) => {
  await signOutFlow(ctx);
  await clearSessionCookie(ctx.session.id);
  redirect('/sign-in');
});

export const signOutEverywhere = protectedAction({ input: nothing, stepUp: 'recent' }, async (ctx) => {
  await signOutEverywhereFlow(ctx);
  await clearSessionCookie(ctx.session.id);
  redirect('/sign-in');
});

const proof = z.object({
  password: z.string('Enter your password.').min(1, 'Enter your password.'),
  next: z.string().optional(),
});

/** In the dialog it answers in place; on the page for browsers without scripts it goes on to where it was asked. */
export const stepUp = protectedAction({ input: proof }, async (ctx, typed) => {
  const result = await stepUpFlow(ctx, typed);
  if (result.ok) {
    await writeSessionCookie({ secret: result.value.secret, remembered: ctx.session.remembered });
    if (typed.next !== undefined) redirect(returnTo(typed.next));
    return { status: 'done' };
  }
  if (result.reason === 'session_ended') return { status: 'signed_out' };
  return { status: 'invalid', fields: { password: 'This is not your password. Try again.' } };
});
