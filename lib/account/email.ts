/** E-mail addresses: one spelling for each, so that an account can be found again. Pure. */

import { z } from 'zod';

/** Trimmed, NFC, lower case. RFC 5321 limits an address to 254 characters. */
export const normaliseEmail = (text: string) => text.normalize('NFC').trim().toLowerCase();

const wrongSentence = 'Enter an email address such as name@example.com.';

// Before it is spelled as ours are: the Kelvin sign would become a k, and one address of two.
const ascii = /^\p{ASCII}*$/u;

export const emailSchema = z
  .string('Enter your email address.')
  .trim()
  .regex(ascii, wrongSentence)
  .transform(normaliseEmail)
  .pipe(
    z
      .string()
      .min(1, 'Enter your email address.')
      .max(254, 'This address is too long.')
      .pipe(z.email(wrongSentence)),
  );
