/** What a person is called by. Pure. */

import { z } from 'zod';

/** Trimmed; one line, since it stands in mails and lists. */
export const nameSchema = z
  .string('Enter your name.')
  .trim()
  .min(1, 'Enter your name.')
  .max(100, 'Use at most 100 characters.')
  .regex(/^\P{Cc}*$/u, 'Leave out line breaks and control characters.');
