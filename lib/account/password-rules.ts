/** Which passwords a person may choose (NIST 800-63B-4 §3.1.1.2): long, not common, not about themselves. Pure. */

import type { Policy } from '../config/policy';

export type PasswordFault = 'too_short' | 'too_long' | 'common' | 'repeated' | 'sequence' | 'contextual';

/** NFC and nothing else: spaces and case count (docs/security.md H5). */
export const normalisePassword = (text: string) => text.normalize('NFC');

/** Code points, so that an emoji counts once. */
const lengthOf = (text: string) => [...text].length;

/**
 * `common` is a set of lower-case passwords that attackers try first; `context` are words about the person and the product.
 * Returns the first fault, or undefined for a password that may be used.
 */
export function passwordFault(
  password: string,
  policy: Policy,
  common: ReadonlySet<string>,
  context: readonly string[],
): PasswordFault | undefined {
  const length = lengthOf(password);
  if (length < policy.passwordMinLength) return 'too_short';
  if (length > policy.passwordMaxLength) return 'too_long';
  const lower = password.toLowerCase();
  // Spaces and dots between two common passwords make no new one.
  const bare = lower.replace(/[^\p{L}\p{N}]/gu, '');
  return (
    easyToGuess(lower, common) ??
    easyToGuess(bare, common) ??
    (isContextual(lower, context) ? 'contextual' : undefined)
  );
}

function easyToGuess(text: string, common: ReadonlySet<string>): PasswordFault | undefined {
  if (text === '') return undefined;
  if (common.has(text)) return 'common';
  if (isRepeated(text, common)) return 'repeated';
  if (isSequence(text)) return 'sequence';
  return isChainOfCommon(text, common) ? 'common' : undefined;
}

/** One character or one common password, over and over: "passwordpassword". The last repetition may be cut short. */
function isRepeated(text: string, common: ReadonlySet<string>): boolean {
  for (let size = 1; size <= text.length / 2; size++) {
    const unit = text.slice(0, size);
    if (!unit.repeat(Math.ceil(text.length / size)).startsWith(text)) continue;
    return size <= 2 || common.has(unit) || isSequence(unit);
  }
  return false;
}

// Rows and columns of the keyboard, the alphabet and the digits, each doubled so that a walk may wrap around.
const walks = [
  '1234567890',
  '0123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertyuiop[]asdfghjkl;zxcvbnm,./',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  'qazwsxedcrfvtgbyhnujmikolp',
].flatMap((walk) => [walk.repeat(2), [...walk].reverse().join('').repeat(2)]);

const isSequence = (text: string) =>
  text.length >= 3 && walks.some((walk) => walk.repeat(Math.ceil(text.length / walk.length)).includes(text));

/** Two or three common passwords glued together: "dragon" and "1234567890". */
function isChainOfCommon(text: string, common: ReadonlySet<string>, links = 3): boolean {
  if (links === 0) return false;
  for (let size = 4; size <= text.length; size++) {
    if (!common.has(text.slice(0, size))) continue;
    const rest = text.slice(size);
    if (rest === '' || isChainOfCommon(rest, common, links - 1)) return true;
  }
  return false;
}

/** A password that is mostly the person's name, address or the product's name leaves too little to guess. */
function isContextual(text: string, context: readonly string[]): boolean {
  const words = context
    .flatMap((entry) => entry.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((w) => w.length >= 3);
  const rest = words
    .sort((a, b) => b.length - a.length)
    .reduce((left, word) => left.replaceAll(word, ''), text);
  return rest !== text && lengthOf(rest.replace(/[^\p{L}\p{N}]/gu, '')) < 8;
}
