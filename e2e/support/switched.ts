/** What is read, and what a browser loads, exactly where a feature is on. */

import { type Features, providerFeatures } from '../../lib/config/features';

/** Of the pages that everybody sees first. */
export const switchedWords: readonly (readonly [Features, RegExp])[] = [
  ['openSignUp', /sign up|create (an|your) account/i],
  ['organizations', /organization/i],
  ['passkeys', /passkey/i],
  ['authenticatorApp', /authenticator app/i],
  ['emailedCodes', /email me a code/i],
  [providerFeatures, /Google|GitHub|connected accounts/],
  ['apiKeys', /API key/],
  ['newDeviceAlerts', /when a new browser signs in/i],
  ['sessionLimit', /signed out the one used longest ago|sign out the one used longest ago/i],
  ['supportAccess', /Support can see your account/],
  ['knownPlaces', /used from a new network/i],
  ['drafts', /as a draft/], // only: drafts
  ['plans', /\bPlan\b/], // only: plans
];

/** Of the bundles for browsers. */
export const switchedCode: readonly (readonly [Features, RegExp])[] = [
  ['openSignUp', /Create account|Open it to finish signing up/],
  ['passkeys', /navigator\.credentials/],
  ['authenticatorApp', /Scan this with your authenticator app/],
  ['emailedCodes', /Use another address/],
  [providerFeatures, /Continue with /],
  ['staffConsole', /Signing everyone out/],
  ['supportAccess', /Allow viewing and changes/],
  ['organizations', /Switch organization|Leave organization|Accept invitation/],
  ['apiKeys', /Your browser doesn't allow copying\. Select the key/],
  ['liveEnd', /new EventSource|EventSource\(/],
  ['drafts', /This is too long to keep as a draft/], // only: drafts
];
