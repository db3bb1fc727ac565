/**
 * Ada's sessions: live ones on several devices, and one ended for every common reason. Times are minutes before the seed ran.
 */

import type { DeviceEvidence } from '../../lib/device';
import type { EndReason } from '../../lib/session/reasons';

export type SessionSeed = {
  readonly key: string;
  readonly userAgent: string;
  readonly ip: string;
  readonly evidence?: DeviceEvidence;
  readonly deviceName?: string;
  readonly remembered?: boolean;
  /** In a browser that skips the code, once there is one. */
  readonly trusted?: true;
  readonly signedInMinutesAgo: number;
  readonly activeMinutesAgo: number;
  readonly newNetworkMinutesAgo?: number;
  readonly ended?: { reason: EndReason; minutesAgo: number; byPerson?: boolean; from?: string };
};

const hour = 60;
const day = 24 * hour;

const agents = {
  chromeOnMac:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  safariOnMac:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15',
  safariOnPhone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1',
  chromeOnTablet:
    'Mozilla/5.0 (Linux; Android 16; SM-X920) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  edgeOnWindows:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0',
  firefoxOnLinux: 'Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0',
} as const;

const portable: DeviceEvidence = { touchPoints: 0, battery: true, screen: [1512, 982] };

// Addresses from the ranges set aside for documentation (RFC 5737, RFC 3849).
export const sessionSeeds: readonly SessionSeed[] = [
  {
    key: 'macbook',
    userAgent: agents.chromeOnMac,
    evidence: portable,
    ip: '203.0.113.24',
    remembered: true,
    trusted: true,
    signedInMinutesAgo: 3 * hour,
    activeMinutesAgo: 4,
  },
  {
    key: 'phone',
    userAgent: agents.safariOnPhone,
    ip: '2001:db8:52::1f',
    remembered: true,
    signedInMinutesAgo: 9 * day,
    activeMinutesAgo: 2 * hour,
    newNetworkMinutesAgo: day,
  },
  {
    key: 'tablet',
    userAgent: agents.chromeOnTablet,
    ip: '198.51.100.7',
    remembered: true,
    signedInMinutesAgo: 12 * day,
    activeMinutesAgo: 5 * day,
  },
  {
    key: 'office',
    userAgent: agents.safariOnMac,
    ip: '203.0.113.80',
    deviceName: 'Office iMac',
    signedInMinutesAgo: 2 * hour,
    activeMinutesAgo: 24,
  },
  {
    key: 'almost-over',
    userAgent: agents.edgeOnWindows,
    ip: '198.51.100.61',
    signedInMinutesAgo: 11 * hour + 50,
    activeMinutesAgo: 6,
  },
  {
    key: 'signed-out',
    userAgent: agents.firefoxOnLinux,
    ip: '198.51.100.61',
    signedInMinutesAgo: 2 * day + 3 * hour,
    activeMinutesAgo: 2 * day,
    ended: { reason: 'signed_out', minutesAgo: 2 * day, byPerson: true },
  },
  {
    key: 'idle',
    userAgent: agents.edgeOnWindows,
    ip: '198.51.100.61',
    signedInMinutesAgo: day + 2 * hour,
    activeMinutesAgo: day + 30,
    ended: { reason: 'idle_timeout', minutesAgo: day },
  },
  {
    key: 'absolute',
    userAgent: agents.chromeOnMac,
    evidence: portable,
    ip: '203.0.113.24',
    signedInMinutesAgo: 3 * day + 12 * hour,
    activeMinutesAgo: 3 * day + 5,
    ended: { reason: 'absolute_timeout', minutesAgo: 3 * day },
  },
  {
    key: 'revoked',
    userAgent: agents.chromeOnTablet,
    ip: '192.0.2.144',
    remembered: true,
    signedInMinutesAgo: 15 * day,
    activeMinutesAgo: 13 * day,
    ended: { reason: 'revoked_by_user', minutesAgo: 12 * day, byPerson: true, from: 'macbook' },
  },
  {
    key: 'replaced',
    userAgent: agents.safariOnPhone,
    ip: '2001:db8:52::1f',
    remembered: true,
    signedInMinutesAgo: 20 * day,
    activeMinutesAgo: 9 * day,
    ended: { reason: 'replaced', minutesAgo: 9 * day, byPerson: true, from: 'phone' },
  },
  {
    key: 'everywhere',
    userAgent: agents.safariOnMac,
    ip: '203.0.113.80',
    signedInMinutesAgo: 22 * day + 4 * hour,
    activeMinutesAgo: 22 * day,
    ended: { reason: 'signed_out_everywhere', minutesAgo: 22 * day, byPerson: true },
  },
];
