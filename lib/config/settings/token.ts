/** The numbers of what is no browser: apps, command lines, services, keys. Pure. */

import { count, duration, type Setting } from './setting';

export const tokenSettings = {
  accessTokenLifetime: duration(
    'ACCESS_TOKEN_LIFETIME',
    '10m',
    'An access token is good for',
    'RFC 9700 §2.2: short, because services elsewhere check it offline; at most 15 min',
  ),
  apiIdleTimeout: duration(
    'API_IDLE_TIMEOUT',
    '14d',
    'Idle timeout of an app',
    'A refresh token that is not used for a fortnight belongs to an app that nobody opens',
  ),
  apiAbsoluteTimeout: duration(
    'API_ABSOLUTE_TIMEOUT',
    '30d',
    'Absolute lifetime of a sign-in from an app',
    'NIST 800-63B-4 §2.1.3: at most 30 d; ASVS 10.4.8',
  ),
  apiTouchInterval: duration(
    'API_TOUCH_INTERVAL',
    '60s',
    'Last-used write of an app or a key, at most once per',
    'Small against a fortnight',
  ),
  refreshReplayPeriod: duration(
    'REFRESH_REPLAY_PERIOD',
    '10m',
    'A spent refresh token gives its successor again for, until that is used',
    'An answer that was lost on a train locks nobody out (RFC 9700 §4.14.2)',
  ),
  refreshesPerTenMinutes: count(
    'REFRESHES_PER_TEN_MINUTES',
    '60',
    'Refreshes of one app in ten minutes',
    'Each is a line in the trail; an app needs one or two (ASVS 2.4.1)',
  ),
  apiFamilyLimit: count('API_FAMILY_LIMIT', '10', 'Apps signed in at once', 'ASVS 7.1.2'),
  authorizationCodeLifetime: duration(
    'AUTHORIZATION_CODE_LIFETIME',
    '60s',
    'An authorization code is good for',
    'RFC 6749 §4.1.2: at most ten minutes; an app exchanges it at once',
  ),
  deviceCodeLifetime: duration(
    'DEVICE_CODE_LIFETIME',
    '10m',
    'A code that a device shows can be typed for',
    'RFC 8628 §6.1: long enough to walk to a computer',
  ),
  devicePollInterval: duration(
    'DEVICE_POLL_INTERVAL',
    '5s',
    'A device asks whether its code was typed, at most once per',
    'RFC 8628 §3.5; asking sooner makes it longer by as much',
  ),
  userCodeTriesPerHour: count(
    'USER_CODE_TRIES_PER_HOUR',
    '5',
    'Wrong device codes per session and hour',
    'RFC 8628 §5.1: eight letters of twenty, and five tries',
  ),
  deviceCodesPerSourcePerHour: count(
    'DEVICE_CODES_PER_SOURCE_PER_HOUR',
    '20',
    'Device codes asked for, per network address and hour',
    'ASVS 2.4.1',
  ),
  wrongTokensPerSourcePerMinute: count(
    'WRONG_TOKENS_PER_SOURCE_PER_MINUTE',
    '60',
    'Wrong tokens and keys per network address and minute',
    'ASVS 2.4.1; a program that lost its key tries again and again',
  ),
  signingKeyLifetime: duration(
    'SIGNING_KEY_LIFETIME',
    '90d',
    'A signing key is replaced after',
    'NIST 800-57: bounded use; it is published before and after',
  ),
  signingKeyLead: duration(
    'SIGNING_KEY_LEAD',
    '24h',
    'A signing key is published before its use, and kept after it, for',
    'Verifiers may cache the list for hours',
  ),
  apiKeyLifetime: duration(
    'API_KEY_LIFETIME',
    '90d',
    'A new key expires after, unless another length is chosen',
    'Forgotten keys end by themselves',
  ),
  apiKeyLongestLifetime: duration(
    'API_KEY_LONGEST_LIFETIME',
    '365d',
    'The longest that a key can be made for',
    'Every key expires; it can be renewed',
  ),
  apiKeysPerPerson: count('API_KEYS_PER_PERSON', '20', 'Keys per person', 'More are forgotten ones'),
  apiKeysPerOrganization: count(
    'API_KEYS_PER_ORGANIZATION',
    '100',
    'Keys per organization',
    'More are forgotten ones',
  ),
  apiKeyFirstWarning: duration(
    'API_KEY_FIRST_WARNING',
    '14d',
    'The first mail about a key that expires comes before its end by',
    'Time to renew it, also over a holiday',
  ),
  apiKeyLastWarning: duration(
    'API_KEY_LAST_WARNING',
    '1d',
    'The last mail about a key that expires comes before its end by',
    'The working day before programs stop',
  ),
  unusedKeyWarning: duration(
    'UNUSED_KEY_WARNING',
    '60d',
    'A mail asks about a key that was not used for',
    'A key on a machine that is gone',
  ),
  unusedKeyEnd: duration('UNUSED_KEY_END', '180d', 'A key that was not used ends after', 'Nobody misses it'),
  webhooksPerOrganization: count(
    'WEBHOOKS_PER_ORGANIZATION',
    '10',
    'Webhook addresses per organization',
    'More are forgotten ones',
  ),
  webhookSecretOverlap: duration(
    'WEBHOOK_SECRET_OVERLAP',
    '24h',
    'An old webhook secret goes on signing after a new one was made for',
    'Time to take the new one over without losing an event',
  ),
  webhookFailingPeriod: duration(
    'WEBHOOK_FAILING_PERIOD',
    '3d',
    'A webhook address is turned off when nothing has got through for',
    'A long weekend',
  ),
  webhookRetention: duration(
    'WEBHOOK_RETENTION',
    '30d',
    'Webhook deliveries are kept for',
    'Time to see what went wrong and to send it again',
  ),
  callsPerMinute: count(
    'API_CALLS_PER_MINUTE',
    '600',
    'Calls per key, app or session and minute',
    'ASVS 2.4.1: beyond it the answer is 429 and never 401',
  ),
} as const satisfies Record<string, Setting>;
