/** What people read when an app, a command line or a television asks to be signed in. Pure. */

import { isScope } from '../config/scopes';
import { scopeLabel } from './keys';

/** In the words of the person whose data it is. */
export const scopeWords = (names: readonly string[]): string[] => names.filter(isScope).map(scopeLabel);

export const brokenRequest = {
  client:
    "The app that sent you here isn't one of ours. Nothing was shared with it. Open the app you meant, and sign in from there.",
  redirect:
    "The address that this sign-in would go back to isn't registered for the app, so we didn't go there. Nothing was shared. Update the app and try again.",
} as const;

export const wrongDeviceCodeSentence =
  "That code isn't right, or it has expired. Check the letters on your device, or ask it for a new code.";

export const answeredElsewhereSentence =
  'This was answered already, or the code has expired. Ask your device for a new code.';

export const requestChangedSentence = 'This request has changed. Go back to the app and begin again.';

export const deviceAnswered = {
  yes: {
    title: 'Your device is signed in',
    text: 'Go back to it to carry on; you can close this page. To sign it out, open Settings, Sessions.',
  },
  no: {
    title: 'Your device was not signed in',
    text: "If you didn't begin this yourself, somebody else did, and got nothing.",
  },
} as const;
