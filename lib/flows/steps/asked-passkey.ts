/** Where a question to a passkey was asked: an answer counts there and nowhere else. Pure. */

import type { ChallengeFor } from '../../passkey/challenge';
import type { SignedInContext } from '../context';

export type AskingBrowser = { readonly deviceHash: Buffer };

/** Asked in a session: an answer from anywhere else counts for nothing. */
export const askedInSession = (
  { user, session }: SignedInContext,
  purpose: 'step_up' | 'add',
  { deviceHash }: AskingBrowser,
) => ({ purpose, deviceHash, within: session.id, userId: user.id }) as const satisfies ChallengeFor;

export const askedAfterFirstFactor = (
  { id, userId }: { readonly id: string; readonly userId: string },
  { deviceHash }: AskingBrowser,
) => ({ purpose: 'second_factor', deviceHash, within: id, userId }) as const satisfies ChallengeFor;

export const askedToSignIn = ({ deviceHash }: AskingBrowser) =>
  ({ purpose: 'sign_in', deviceHash }) as const satisfies ChallengeFor;
