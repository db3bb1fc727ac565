/** What pages and scripts say about webhooks. Pure. */

import type { UrlFault } from '../webhook/address';
import { type OffReason, type SendFault, sendFaults } from '../webhook/events';

export const webhookAddressFaults: Record<UrlFault | 'no_public_host', string> = {
  not_an_address: 'Enter a whole address, such as https://hooks.example.com/in.',
  not_https: 'Enter an address that begins with https://.',
  has_credentials:
    'Leave name and password out of the address. Each event is signed, so you know who sends it.',
  has_fragment: 'Leave out the # and what comes after it.',
  wrong_port: 'Use port 443, or one above 1024.',
  too_long: 'Use an address of 500 characters at most.',
  private_address: "This address can't be reached from here: it leads into a private network.",
  no_public_host:
    "We can't find this host in public. Check its spelling, or wait until its name is known everywhere.",
};

export const tooManyWebhooks = (limit: number): string =>
  `An organization can have ${limit} webhooks. Remove one that you no longer need.`;

export const noEventsSentence = 'Choose at least one event.';
export const webhookGoneSentence = 'This webhook was removed.';
export const deliveryGoneSentence = "This delivery is on its way, or isn't kept any more.";
export const webhookOffSentence = 'This webhook is turned off. Turn it on first.';

export const offWords: Record<OffReason, string> = {
  person: 'Turned off',
  failing: 'Turned off, because nothing got through for days',
  gone: 'Turned off, because its receiver says that it is gone',
};

/** The same for both: otherwise the person who chooses the name learns which names exist inside. */
const noPublicHost = 'its host was not found in public';

const faultWords: Record<SendFault, string> = {
  unknown_host: noPublicHost,
  private_address: noPublicHost,
  unreachable: 'nobody answered',
  insecure: 'its certificate is not valid',
  timeout: 'it took longer than 10 seconds',
  off: 'the webhook was off',
  unsealed: 'its secret can no longer be opened; rotate it',
};

const isFault = (text: string): text is SendFault => sendFaults.some((fault) => fault === text);

/** What the other side said: a status, or why there was none. */
export function answerWords(answered: string | null): string {
  if (answered === null) return 'not sent yet';
  return isFault(answered) ? faultWords[answered] : `answered ${answered}`;
}

export const triesWords = (attempts: number): string => (attempts === 1 ? '1 try' : `${attempts} tries`);
