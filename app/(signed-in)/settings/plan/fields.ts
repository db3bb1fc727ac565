/** What the three steps ask for. */

import { z } from 'zod';
import { planIds } from '@/lib/plan/plans';
import { nameField, textField } from '@/lib/typed/name';

export const choice = z.object({ plan: z.enum(planIds, 'Choose a plan.') });

export const billing = z.object({
  company: nameField({ missing: 'Enter the name for the invoice.', most: 100 }),
  address: textField({ missing: 'Enter an address.', most: 500 }),
  country: nameField({ missing: 'Enter a country.', most: 60 }),
  vatId: textField({ most: 20 }).default(''),
});

export const planPath = '/settings/plan';
export const stepPath = (step: 'billing' | 'confirm') => `${planPath}?step=${step}`;
