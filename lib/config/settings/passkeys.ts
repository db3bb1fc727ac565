/** The numbers of passkeys. Pure. */

import { count, duration, type Setting } from './setting';

export const passkeySettings = {
  passkeyChallengeLifetime: duration(
    'PASSKEY_CHALLENGE_LIFETIME',
    '5m',
    'A question to a passkey can be answered for',
    'WebAuthn §13.4.3: once, in the browser that was asked, for what it was asked for',
  ),
  passkeyChallengesPerMinute: count(
    'PASSKEY_CHALLENGES_PER_MINUTE',
    '60',
    'Questions to passkeys per address and minute',
    'ASVS 2.4.1',
  ),
  passkeyLimit: count('PASSKEY_LIMIT', '20', 'Passkeys per person', 'More than anybody has devices'),
} as const satisfies Record<string, Setting>;
