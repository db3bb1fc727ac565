/** One session as the browser gets it: words and a public id, nothing that opens anything. */

import { placeWords } from '@/lib/address';
import type { DeviceKind } from '@/lib/device-hardware';
import type { LiveSession } from '@/lib/session/list';
import { scopeWords } from '@/lib/words/apps';
import { provenWords } from '@/lib/words/factors';

export type ShownSession = {
  readonly id: string;
  readonly deviceName: string;
  readonly deviceKind: DeviceKind;
  /** The address, or words for it. */
  readonly place: string | null;
  /** How it was proven, such as "with password and code". */
  readonly proven: string | undefined;
  readonly remembered: boolean;
  readonly signedInAt: string;
  readonly lastActiveAt: string;
  readonly networkChangedAt: string | undefined;
  readonly browserChangedAt: string | undefined;
  readonly current: boolean;
  /** Of an app: what it may do, in words. */
  readonly may: readonly string[] | undefined;
  /** Skips the code when signing in. */
  readonly trusted: boolean;
};

export const shownSession = (session: LiveSession, currentId: string): ShownSession => ({
  id: session.id,
  deviceName: session.deviceName,
  deviceKind: session.deviceKind,
  place: placeWords(session.ip),
  proven: provenWords(session.signedInWith),
  remembered: session.remembered,
  signedInAt: session.signedInAt.toISOString(),
  lastActiveAt: session.lastActiveAt.toISOString(),
  networkChangedAt: session.networkChangedAt?.toISOString(),
  browserChangedAt: session.browserChangedAt?.toISOString(),
  current: session.id === currentId,
  may: session.kind === 'api' ? scopeWords(session.scopes ?? []) : undefined,
  trusted: session.trusted,
});

/** This device first, then newest activity. */
export const ownFirst = (sessions: readonly LiveSession[], currentId: string): LiveSession[] => [
  ...sessions.filter(({ id }) => id === currentId),
  ...sessions.filter(({ id }) => id !== currentId),
];

export const deviceCount = (count: number) => `Signed in on ${count} ${count === 1 ? 'device' : 'devices'}`;
