/** What a page that follows or requests a mailed link has to say: which mail it is about, and to whom. */

import 'server-only';
import { z } from 'zod';
import { noteLifetime, sealedCookie } from './cookie';

const schema = z.object({
  about: z.enum([
    'confirm_email',
    'email_confirmed',
    'password_set',
    'invitation_accepted',
    'email_changed',
    'account_restored',
    'account_deleted',
    'factors_reset',
  ]),
  email: z.string(),
  /** The attempt whose first mail can be sent again. */
  signUpId: z.uuid().optional(),
});

export type MailedLink = z.infer<typeof schema>;

/** Sealed, so that no address can make a page claim it. It opens nothing. */
export const mailedLinkCookie = sealedCookie('mailed-link', schema, noteLifetime, {
  kind: 'mailed-link',
  longest: 2048,
});

/** Shown above the sign-in form. */
export function mailedLinkSentence({ about }: MailedLink): string | undefined {
  const sentences: Record<MailedLink['about'], string | undefined> = {
    // Said on a page of its own.
    confirm_email: undefined,
    account_deleted: undefined,
    email_confirmed: 'Your email is confirmed. Sign in to begin.',
    password_set: 'Your new password is set, and every device was signed out. Sign in with it.',
    invitation_accepted: 'Your account is open. Sign in to begin.',
    email_changed: 'Your new email address is confirmed. Sign in with it.',
    factors_reset:
      'Your second factors were removed, and every device was signed out. Sign in, then set up a new one.',
    account_restored:
      "Your account is back as it was. Sign in to carry on. If it wasn't you who deleted it, choose a new password.",
  };
  return sentences[about];
}
