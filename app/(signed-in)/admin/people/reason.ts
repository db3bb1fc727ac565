import { z } from 'zod';
import { textField } from '@/lib/typed/name';
import { longestReason, shortestReason } from '@/lib/words/staff';

const missing = `Write the reason, in at least ${shortestReason} characters.`;

export const reasonField = textField({ missing, most: longestReason }).refine(
  (text) => text.length >= shortestReason,
  missing,
);

export const onPerson = z.object({ userId: z.uuid('This is not an account.'), reason: reasonField });
