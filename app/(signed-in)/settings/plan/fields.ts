/** What the three steps ask for. */

import { z } from 'zod';
import { planIds } from '@/lib/plan/plans';

const text = (missing: string, longest: number) =>
  z.string(missing).trim().min(1, missing).max(longest, `Use at most ${longest} characters.`);

export const choice = z.object({ plan: z.enum(planIds, 'Choose a plan.') });

export const billing = z.object({
  company: text('Enter the name for the invoice.', 100),
  address: text('Enter an address.', 500),
  country: text('Enter a country.', 60),
  vatId: z.string().trim().max(20, 'Use at most 20 characters.').default(''),
});

export const planPath = '/settings/plan';
export const stepPath = (step: 'billing' | 'confirm') => `${planPath}?step=${step}`;
