'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { signOutEveryone } from '@/lib/flows/operator/sign-out-everyone';
import { textField } from '@/lib/typed/name';
import { clearSessionCookie } from '@/lib/web/cookies/session-cookie';
import { staffAction } from '@/lib/web/guards/staff-action';
import { operatorRefusals } from '@/lib/words/operator';
import { everyonePhrase } from '@/lib/words/staff';
import { reasonField } from '../people/reason';

const missing = `Type ${everyonePhrase}, in capital letters.`;

const input = z.object({
  reason: reasonField,
  phrase: textField({ missing, most: 100 }).refine((text) => text === everyonePhrase, missing),
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
