/** The words of the mails that bring a code. No subject and no first line has it: both show on a locked screen. */

import { product } from '../../config/product';
import type { Letters } from '../letter';
import { originWords } from '../letter';

export const codeLetters: Letters<'sign_in_code' | 'step_up_code'> = {
  sign_in_code: ({ facts, code, works, at }) => ({
    subject: `Your code to sign in to ${product.name}`,
    body: [
      'Type this code on the page where you asked for it:',
      { code },
      `It works for ${works} from when you asked, once, and only in that browser. We will never ask you for it.`,
      originWords('It was asked for', facts, at),
      "If this wasn't you, do nothing: without the code nobody gets in.",
    ],
  }),

  step_up_code: ({ facts, code, works, at, page }) => ({
    subject: `Your code to confirm it's you at ${product.name}`,
    body: [
      "Type this code on the page where you were asked to confirm it's you:",
      { code },
      `It works for ${works} from when you asked, once, and only in that browser. We will never ask you for it.`,
      originWords('It was asked for', facts, at),
      "If this wasn't you, somebody may be using your account. Do not pass the code on, and sign out what you do not know.",
      { label: 'Your sessions', url: page('/settings/sessions'), quiet: true },
    ],
  }),
};
