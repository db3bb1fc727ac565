/** The rules in force, as sentences. Pure: the numbers come from the policy it is given. */

import { type Features, isAnyOn, isOn, secondFactorFeatures } from '@/lib/config/features';
import { limitsOf, type Policy } from '@/lib/config/policy';
import type { SupportConsent } from '@/lib/config/support';
import { durationWords as words } from '@/lib/time';
import { addedWords } from '@/lib/words/features';

export type Rules = { readonly title: string; readonly sentences: readonly string[] };

/** What is said only where the product has the feature, or one of them. */
const when = <T>(features: Features, ...said: T[]): T[] => (isAnyOn(features) ? said : []);

export const policySentences = (policy: Policy, consent: SupportConsent = 'ask'): Rules[] => [
  { title: 'When you are signed out', sentences: whenSignedOut(policy) },
  { title: 'Before you are signed out', sentences: beforeSignedOut(policy) },
  { title: "Proving it's you", sentences: provingItsYou(policy) },
  { title: 'If someone else may be using your account', sentences: someoneElse(policy) },
  ...when('organizations', { title: 'In an organization', sentences: inOrganization }),
  ...when('supportAccess', { title: 'When support looks', sentences: whenSupportLooks(policy, consent) }),
  { title: 'On a shared device', sentences: onSharedDevice },
];

function whenSignedOut(policy: Policy): string[] {
  const browser = limitsOf(policy, { remembered: false, role: 'member' });
  const admin = limitsOf(policy, { remembered: true, role: 'administrator' });
  return [
    `After ${words(browser.idle)} without activity. Only what you do counts: opening pages, sending forms, typing and clicking.`,
    `${words(browser.absolute)} after you signed in, however active you are.`,
    `With “Keep me signed in on this device”: after ${words(policy.rememberedIdleTimeout)} without activity, and ${words(policy.rememberedAbsoluteTimeout)} after you signed in.`,
    'When you sign out, here or everywhere, or sign this device out from another one. It takes effect with the next click on every device.',
    'When you sign in again in the same browser, the earlier session closes.',
    ...when(
      'sessionLimit',
      `When you sign in on more than ${browser.sessions} devices: we sign out the one used longest ago, and both devices say so.`,
    ),
    `Staff have stricter limits, even when kept signed in: ${words(admin.idle)} without activity, ${words(admin.absolute)} after signing in${isOn('sessionLimit') ? `, ${admin.sessions} devices` : ''}.`,
    `After ${policy.stepUpTries} wrong passwords or codes within ${words(policy.stepUpTriesPeriod)} when we ask you to confirm it's you.`,
    'When your password, email address or second factor changes, every other device is signed out. A password reset from a link in your email signs out every device, and so does “This wasn’t me”.',
    'Never because of a lost connection, a sleeping laptop or a wrong clock.',
    'The sign-in page always says why. Ended sessions stay in your history with the reason.',
  ];
}

function beforeSignedOut(policy: Policy): string[] {
  const browser = limitsOf(policy, { remembered: false, role: 'member' });
  return [
    `${words(browser.idleWarningLead)} before we sign you out for inactivity, a note appears at the top of every tab; later it becomes a question. One key keeps you signed in, as often as you like.`,
    `${words(policy.absoluteWarningLead)} before the time limit, you can sign in again without leaving the page.`,
    `If a session ends while a page is open, the page is put away${isOn('liveEnd') ? ' at once' : ' with its next request'}. Sign in on the spot and it comes back with everything you typed; anything you had just sent goes through.`,
    // only: drafts, from here
    ...when(
      'drafts',
      `Longer forms keep what you type as a draft, for you alone, for ${words(policy.draftRetention)}, on every device you sign in on. Sending or discarding the form removes it.`,
    ),
    // only: drafts, to here
  ];
}

function provingItsYou(policy: Policy): string[] {
  const browser = limitsOf(policy, { remembered: false, role: 'member' });
  const remembered = limitsOf(policy, { remembered: true, role: 'member' });
  return [
    `Signing out other devices, and anything you can't undo, asks for your password unless you gave it in the last ${words(policy.stepUpWindow)}.`,
    'Then whatever you were doing goes through by itself.',
    `Anything that costs money or changes access asks for it again after ${words(browser.sensitive.stepUpWindow)}, and such a page is put away after ${words(browser.sensitive.idle)} without activity, ${words(remembered.sensitive.idle)} if you're kept signed in. You stay signed in, and your password brings it back as it was.`,
    ...when(
      'knownPlaces',
      "When your session is used from a new network or by a different browser, we don't end it, but the next sensitive action asks for your password. Your list of sessions shows it. An updated browser still counts as the same one.",
    ),
    ...when(
      'authenticatorApp',
      'With an authenticator app, a code from it or a recovery code replaces the password: a password alone is no longer enough.',
    ),
    ...when(
      secondFactorFeatures,
      `After the password you have ${words(policy.pendingSignInLifetime)} and ${policy.pendingSignInTries} tries for the code. Until you enter it, you aren't signed in.`,
      `A device you trust skips the code for ${words(policy.trustedDeviceLifetime)}, however often you use it. Changing your password or a second factor, revoking its session, or signing out everywhere ends that at once.`,
    ),
    'The proof counts only for the session you gave it in.',
  ];
}

function someoneElse(policy: Policy): string[] {
  return [
    ...when(
      'newDeviceAlerts',
      `We email you when a new browser signs in, with the device, the network and the time. “This wasn’t me” in that email signs out every device, disables the password, and removes ${addedWords} added in the last ${words(policy.reportLinkLifetime)}; a link to choose a new password follows. You don't need to be signed in for it.`,
    ),
    ...when(
      secondFactorFeatures,
      'If someone keeps entering wrong codes after your password, or signs in with a recovery code, every device asks for proof before the next sensitive action.',
    ),
    `We tell your old address when your email address changes, and you can undo the change from there for ${words(policy.emailChangeUndoPeriod)}.`,
    `You can bring a deleted account back for ${words(policy.deletionGracePeriod)} with the link we send.`,
    "Wrong passwords that others type never lock you out of a browser you've signed in with before, and never end a session.",
    `Activity in Settings shows what happened on your account in the last ${words(policy.auditRetention)}.`,
  ];
}

const inOrganization = [
  'Your role decides what you can do there. When it changes, or when you are no longer a member, that counts with your next click. You stay signed in, and your other organizations stay as they are.',
  'The address of a page names the organization. You can work in two of them in two tabs, and each saves where its address says.',
  'When you leave, what you made there stays with the organization.',
];

function whenSupportLooks(policy: Policy, consent: SupportConsent): string[] {
  const first =
    consent === 'ask'
      ? `Support can see your account as you see it only if you allow it: by email and on your pages it tells you who asks and why. You decide whether it may look, or change things as well. What you allow counts once, within ${words(policy.supportConsentLifetime)}.`
      : 'Support can see your account as you see it. It tells you by email who looks and why, and it can change nothing.';
  return [
    first,
    `It lasts at most ${words(policy.supportVisitLength)}. You see it under Sessions in Settings and can end it there at any time; afterwards you find there how much was seen and changed.`,
    'Support never gets to your password, your second factors, your address, your data export or your sessions, and can never delete anything or decide who has access.',
  ];
}

const onSharedDevice = [
  'Leave “Keep me signed in on this device” off. Then closing the browser is enough in most browsers, and the time limits above always apply.',
  "Sign out from the account menu when you're done: the Back button shows nothing afterwards.",
  'Forgot? Sign that device out under Sessions in Settings, from your own.',
];

/** The numbers that matter to people; operators find all of them in the table below. */
export function policyNumbers(policy: Policy): { label: string; value: string }[] {
  return [
    { label: 'Signed out without activity after', value: words(policy.idleTimeout) },
    {
      label: 'Warned before that',
      value: words(limitsOf(policy, { remembered: false, role: 'member' }).idleWarningLead),
    },
    { label: 'Signed out in any case after', value: words(policy.absoluteTimeout) },
    { label: 'Kept signed in, without activity after', value: words(policy.rememberedIdleTimeout) },
    { label: 'Kept signed in, in any case after', value: words(policy.rememberedAbsoluteTimeout) },
    { label: 'Your password counts as proof for', value: words(policy.stepUpWindow) },
    ...when('sessionLimit', { label: 'Devices signed in at once', value: String(policy.sessionLimit) }),
    { label: 'Ended sessions stay in your history for', value: words(policy.endedSessionRetention) },
    { label: 'Shortest password', value: `${policy.passwordMinLength} characters` },
  ];
}
