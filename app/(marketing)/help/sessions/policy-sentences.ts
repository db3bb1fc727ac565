/** The rules in force, as sentences. Pure: the numbers come from the policy it is given. */

import { limitsOf, type Policy } from '@/lib/config/policy';
import { durationWords as words } from '@/lib/time';

export type Rules = { readonly title: string; readonly sentences: readonly string[] };

export function policySentences(policy: Policy): Rules[] {
  const browser = limitsOf(policy, { remembered: false, role: 'member' });
  const remembered = limitsOf(policy, { remembered: true, role: 'member' });
  const admin = limitsOf(policy, { remembered: true, role: 'admin' });
  return [
    {
      title: 'When you are signed out',
      sentences: [
        `After ${words(browser.idle)} without activity. Only what you do counts: opening pages, sending forms, typing and clicking.`,
        `${words(browser.absolute)} after you signed in, however active you are.`,
        `With “Keep me signed in on this device”: after ${words(policy.rememberedIdleTimeout)} without activity, and ${words(policy.rememberedAbsoluteTimeout)} after you signed in.`,
        'When you sign out, here or everywhere, or sign this device out from another one. That takes effect with the next click on every device.',
        'When you sign in again in the same browser: the earlier session is closed.',
        `When you sign in on more than ${browser.sessions} devices: the one used longest ago is signed out, and both of them say so.`,
        `Administrators live under stricter limits, also when kept signed in: ${words(admin.idle)} without activity, ${words(admin.absolute)} after signing in, ${admin.sessions} devices.`,
        `After ${policy.stepUpTries} wrong passwords or codes within ${words(policy.stepUpTriesPeriod)} when we ask to confirm that it is you.`,
        'When your password, your email address or your second factor changes: every other device is signed out. A password chosen by a link from your email signs out every device, and so does “This wasn’t me”.',
        'Never because of a lost connection, a sleeping laptop or a clock that is set wrong.',
        'The sign-in page always says why. Ended sessions stay in your history with the reason.',
      ],
    },
    {
      title: 'Before you are signed out',
      sentences: [
        `${words(browser.idleWarningLead)} before you are signed out for inactivity, a note appears at the top of every tab; later it becomes a question. One key keeps you signed in, as often as you like.`,
        `${words(policy.absoluteWarningLead)} before the time limit, you can sign in again without leaving the page.`,
        'If a session ends while a page is open, the page is put away at once. Sign in on the spot and it comes back with everything you typed, and what you had just sent goes through.',
        `Longer forms keep what you type as a draft, for you alone, for ${words(policy.draftRetention)} and on every device you sign in on. Sending or discarding it removes it.`,
      ],
    },
    {
      title: 'Proving that it is you',
      sentences: [
        `Signing out other devices, and what cannot be undone, asks for your password unless you gave it within the last ${words(policy.stepUpWindow)}.`,
        'What you were doing then goes through by itself.',
        `What costs money or access asks for it again after ${words(browser.sensitive.stepUpWindow)}, and such a page is put away after ${words(browser.sensitive.idle)} without activity, ${words(remembered.sensitive.idle)} where you are kept signed in. You stay signed in, and your password brings it back as it was.`,
        'When your session is used from a new network or by a different browser, it is not ended, but the next sensitive action asks for your password. The list of sessions shows it. An updated browser is still the same one.',
        'With an authenticator app, a code from it or a recovery code takes the place of the password: a password alone is then too little.',
        `After the password you have ${words(policy.pendingSignInLifetime)} and ${policy.pendingSignInTries} tries for the code. Until it has come you are not signed in.`,
        `A device that you trust is spared the code for ${words(policy.trustedDeviceLifetime)}, however often you use it. A changed password, a changed way of proving who you are, revoking its session, and signing out everywhere end that at once.`,
        'The proof counts for the session you gave it in and for no other.',
      ],
    },
    {
      title: 'When somebody else may be at it',
      sentences: [
        `A sign-in from a browser that we do not know is told by email, with the device, the network and the time. “This wasn’t me” in that mail signs out every device, switches the password off and removes passkeys, codes and connected accounts that were added in the last ${words(policy.reportLinkLifetime)}; a link to choose a new password follows. You need not be signed in for it.`,
        'Where somebody entered wrong codes after your password again and again, or a recovery code was used to sign in, every device asks for proof before the next sensitive action.',
        `A change of your email address is told to the old one, and can be undone from there for ${words(policy.emailChangeUndoPeriod)}.`,
        `A deleted account can be brought back for ${words(policy.deletionGracePeriod)} by the link we send.`,
        'Wrong passwords that others type never lock you out of a browser you have signed in with before, and never end a session.',
        `Settings, Activity shows what happened on your account in the last ${words(policy.auditRetention)}.`,
      ],
    },
    {
      title: 'On a device that others use',
      sentences: [
        'Leave “Keep me signed in on this device” off. Then closing the browser is enough for most browsers, and the time limits above hold for all.',
        'Sign out with the account menu when you are done: the Back button shows nothing afterwards.',
        'Forgot it? Sign that device out from Settings, Sessions on your own.',
      ],
    },
  ];
}

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
    { label: 'Devices signed in at once', value: String(policy.sessionLimit) },
    { label: 'Ended sessions stay in your history for', value: words(policy.endedSessionRetention) },
    { label: 'Shortest password', value: `${policy.passwordMinLength} characters` },
  ];
}
