/**
 * Tokens that programs keep: a prefix that says whose and what they are, 256 random bits, and a checksum, so that a scanner finds
 * leaked ones and a typo costs no query. The checksum proves nothing: anyone can compute it. The database knows the SHA-256.
 */

import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { product } from './config/product';

/** `pat`: a person's key · `svc`: an organization's key · `ref`: refresh token · `dev`: device code · `cod`: authorization code. */
export const tokenKinds = ['pat', 'svc', 'ref', 'dev', 'cod'] as const;
export type TokenKind = (typeof tokenKinds)[number];

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const [secretLength, checksumLength] = [43, 6];

function base62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = digits[Number(rest % 62n)] + text;
  return text;
}

const checksum = (text: string) => base62(BigInt(crc32(text)), checksumLength);

export function newToken(kind: TokenKind): string {
  const start = `${product.tokenPrefix}_${kind}_${base62(BigInt(`0x${randomBytes(32).toString('hex')}`), secretLength)}`;
  return start + checksum(start);
}

/** For scanners and for the documentation: what they look like, without delimiters and flags. */
export const tokenPattern = (kinds: readonly TokenKind[] = tokenKinds) =>
  `${product.tokenPrefix}_(?:${kinds.join('|')})_[0-9A-Za-z]{${secretLength + checksumLength}}`;

const shape = new RegExp(
  `^${product.tokenPrefix}_(${tokenKinds.join('|')})_[0-9A-Za-z]{${secretLength + checksumLength}}$`,
);

/** What it is by its shape and its checksum; undefined for what was never one of ours. Asks nobody. */
export function tokenKindOf(text: unknown): TokenKind | undefined {
  if (typeof text !== 'string') return undefined;
  const [, kind] = shape.exec(text) ?? [];
  if (!kind || checksum(text.slice(0, -checksumLength)) !== text.slice(-checksumLength)) return undefined;
  return kind as TokenKind;
}
