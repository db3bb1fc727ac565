/**
 * Stands in for @node-rs/argon2 where thousands of accounts are made: the same algorithm with a fiftieth of the work, which is
 * there for attackers. What it writes names the parameters that were asked for. The real one has its tests beside
 * lib/account/password-hash.ts, and runs in every browser test.
 */

import { type Options, hash as realHash, verify as realVerify } from '@node-rs/argon2/index.js';

const light = { memoryCost: 256, timeCost: 1, parallelism: 1 };
const parameters = ({ memoryCost, timeCost, parallelism }: typeof light) =>
  `$m=${memoryCost},t=${timeCost},p=${parallelism}$`;

/** The light hash behind each one we gave out. Shared by the whole thread, because each test file loads its modules again. */
type Slot = { [slot]?: Map<string, string> };
const slot: unique symbol = Symbol.for('tests.light-argon2');
const kept = globalThis as Slot;
kept[slot] ??= new Map();
const made = kept[slot];

export async function hash(password: string, options: Options & typeof light): Promise<string> {
  const quick = await realHash(password, light);
  const named = quick.replace(parameters(light), parameters(options));
  made.set(named, quick);
  return named;
}

export const verify = (hashed: string, password: string): Promise<boolean> =>
  realVerify(made.get(hashed) ?? hashed, password);
