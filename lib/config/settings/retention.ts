/** How long things are kept once they are over. Pure. */

import { duration, type Setting } from './setting';

export const retentionSettings = {
  endedSessionRetention: duration(
    'ENDED_SESSION_RETENTION',
    '90d',
    'Ended sessions are kept for',
    'Long enough to answer “why was I signed out?”',
  ),
  unconfirmedRetention: duration(
    'UNCONFIRMED_RETENTION',
    '7d',
    'Accounts that nobody confirmed are kept for',
    'They hold nothing; the address is free again',
  ),
  knownDeviceRetention: duration(
    'KNOWN_DEVICE_RETENTION',
    '180d',
    'A browser that is not used is remembered for',
    'No alert for it, and strangers’ wrong passwords do not slow it down',
  ),
  auditRetention: duration(
    'AUDIT_RETENTION',
    '365d',
    'The security log is kept for',
    'ASVS 16.1.1: twelve months',
  ),
  addressRetention: duration(
    'ADDRESS_RETENTION',
    '90d',
    'Network addresses are kept whole for',
    'After it only the network is left',
  ),
  mailRetention: duration(
    'MAIL_RETENTION',
    '30d',
    'The record of a sent mail is kept for',
    'Long enough to answer “did you send it?”',
  ),
  actionKeyRetention: duration(
    'ACTION_KEY_RETENTION',
    '24h',
    'A repeated submission is recognised for',
    'Longer than any page keeps trying',
  ),
} as const satisfies Record<string, Setting>;
