'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { env } from '@/lib/config/env';
import { askForAccess } from '@/lib/flows/operator/ask-for-access';
import { startSupportVisit } from '@/lib/flows/operator/start-visit';
import { textField } from '@/lib/typed/name';
import { writeVisit } from '@/lib/web/cookies/support-cookie';
import { postedWithoutScripts } from '@/lib/web/guards/action-guards';
import { staffAction } from '@/lib/web/guards/staff-action';
import { operatorRefusals } from '@/lib/words/operator';
import { onPerson } from '../reason';

export const askForAccessAction = staffAction(
  {
    feature: 'supportAccess',
    input: onPerson.extend({ ticket: textField({ most: 60 }) }),
    permission: 'support_access',
    once: 'ask_for_access',
  },
  async (ctx, typed) => {
    const consent = env().supportConsent;
    const result = await askForAccess(ctx, { ...typed, ticket: typed.ticket || undefined, consent });
    if (!result.ok) return { status: 'refused', message: operatorRefusals[result.reason] };
    refresh();
    return { status: 'done' };
  },
);

const starting = z.object({
  userId: z.uuid('This is not an account.'),
  grantId: z.uuid('This is not a consent.'),
});

/** The other person's pages are another document: nothing of the console is left in it. */
export const startVisitAction = staffAction(
  { feature: 'supportAccess', input: starting, permission: 'support_access' },
  async (ctx, typed) => {
    const started = await startSupportVisit(ctx, { ...typed, consent: env().supportConsent });
    if (!started.ok) return { status: 'refused', message: operatorRefusals[started.reason] };
    const plain = await postedWithoutScripts();
    await writeVisit(started.value.secret, { inPlace: !plain });
    if (plain) redirect('/dashboard');
    return { status: 'done', leaveFor: '/dashboard' };
  },
);
