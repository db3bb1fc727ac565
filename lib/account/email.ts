/** E-mail addresses: one spelling for each, so that an account can be found again. Pure. */

import { z } from 'zod';

/** Trimmed, NFC, lower case. RFC 5321 limits an address to 254 characters. */
export const normaliseEmail = (text: string) => text.normalize('NFC').trim().toLowerCase();

export const emailSchema = z
  .string('Enter your email address.')
  .transform(normaliseEmail)
  .pipe(
    z
      .string()
      .min(1, 'Enter your email address.')
      .max(254, 'This address is too long.')
      .pipe(z.email('Enter an email address such as name@example.com.')),
  );
