/** A key as its row shows it: instants as ISO text, lengths already in words. */

import type { ListedEndedKey, ListedKey } from '@/lib/api-key/list';
import { secondsBetween } from '@/lib/time';
import { keyEndWords, keyExpiryWords, keyUseWords, scopeLabel } from '@/lib/words/keys';

export type ShownKeyRow = {
  readonly id: string;
  readonly name: string;
  /** Undefined where it can only be the reader. */
  readonly maker: string | undefined;
  readonly lastFour: string;
  readonly may: readonly string[];
  readonly use: string;
  readonly expires: string;
  /** Its end is so near that it is shown as a warning. */
  readonly soon: boolean;
};

export type ShownEndedKeyRow = Omit<ShownKeyRow, 'expires' | 'soon'> & {
  readonly endedAt: string;
  readonly why: string;
  /** Text, whatever it looks like. */
  readonly foundAt: string | null;
};

type Reader = { readonly now: Date; readonly soon: number; readonly namesMakers: boolean };

const common = (key: ListedKey, { now, namesMakers }: Reader) => ({
  id: key.id,
  name: key.name,
  maker: namesMakers ? key.maker : undefined,
  lastFour: key.lastFour,
  may: key.scopes.map(scopeLabel),
  use: keyUseWords(key.lastUsedAt ? secondsBetween(key.lastUsedAt, now) : undefined, key.lastUsedIp),
});

export function shownKeyRow(key: ListedKey, reader: Reader): ShownKeyRow {
  const left = secondsBetween(reader.now, key.expiresAt);
  return { ...common(key, reader), expires: keyExpiryWords(left), soon: left <= reader.soon };
}

export const shownEndedKeyRow = (key: ListedEndedKey, reader: Reader): ShownEndedKeyRow => ({
  ...common(key, reader),
  endedAt: key.endedAt.toISOString(),
  why: keyEndWords(key.reason) ?? key.reason,
  foundAt: key.leakedAtUrl,
});
