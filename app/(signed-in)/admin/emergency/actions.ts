'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { signOutEveryone } from '@/lib/flows/operator/sign-out-everyone';
import { clearSessionCookie } from '@/lib/web/cookies/session-cookie';
import { staffAction } from '@/lib/web/guards/staff-action';
import { operatorRefusals } from '@/lib/words/operator';
import { everyonePhrase } from '@/lib/words/staff';
import { reasonField } from '../people/reason';

const input = z.object({
  reason: reasonField,
  phrase: z
    .string()
    .refine((text) => text.trim() === everyonePhrase, `Type ${everyonePhrase}, in capital letters.`),
});

/** The administrator's own session is over as well, and the sign-in page says why. */
export const signEveryoneOutAction = staffAction(
  { input, permission: 'emergency', purpose: 'sign_out_all' },
  async (ctx, { reason }) => {
    const done = await signOutEveryone(ctx, { by: { staff: ctx, why: reason } });
    if (!done.ok) return { status: 'refused', message: operatorRefusals[done.reason] };
    await clearSessionCookie(ctx.session.id);
    redirect('/sign-in');
  },
);
