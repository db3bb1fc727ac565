/** The signing key is replaced: the next one is published long before it signs, and the old one long after. */

import type { Transaction } from '../../../db/client';
import { env } from '../../config/env';
import type { Policy } from '../../config/policy';
import { log } from '../../observe/log';
import {
  createSigningKey,
  listSigningKeys,
  lockSigningKeys,
  removeOldSigningKeys,
  retireSigningKey,
  type SigningKey,
  signingOne,
} from '../../signing-key/keys';
import { addSeconds } from '../../time';
import { type AnonymousContext, inTransaction } from '../context';
import { recordNewKey } from '../steps/keyring';
import { record } from '../steps/record';

export type Replaced = { readonly created: string | undefined; readonly retired: readonly string[] };

/**
 * What is due by the policy. `how`: `now` makes a new one whatever the age of the old, and publishes it first; `compromised` lets it
 * sign at once and takes every other one back, so that nothing they signed counts any more.
 */
export function replaceSigningKey(
  ctx: AnonymousContext,
  how: 'due' | 'now' | 'compromised' = 'due',
): Promise<Replaced> {
  return inTransaction(ctx, async (tx) => {
    await lockSigningKeys(tx);
    const keys = await listSigningKeys(tx, ctx.policy);
    if (how === 'compromised') return startOver(ctx, tx, keys);
    const next = needsNext(keys, ctx.policy) || (how === 'now' && !isWaiting(keys));
    const created = next ? await createNext(ctx, tx, keys) : undefined;
    const retired = await retireFormer(ctx, tx, keys);
    await removeOldSigningKeys(tx, ctx.policy);
    return { created, retired };
  });
}

const alive = (keys: readonly SigningKey[]) => keys.filter(({ retiredAt }) => !retiredAt);

const isWaiting = (keys: readonly SigningKey[]) =>
  alive(keys).some(({ activeFrom, now }) => activeFrom > now);

/** Early enough that it signs when the old one is as old as it may get. */
function needsNext(keys: readonly SigningKey[], policy: Policy): boolean {
  const newest = alive(keys).at(-1);
  if (!newest) return true;
  const due = addSeconds(newest.activeFrom, policy.signingKeyLifetime - policy.signingKeyLead);
  return due <= newest.now;
}

async function createNext(
  ctx: AnonymousContext,
  tx: Transaction,
  keys: readonly SigningKey[],
): Promise<string> {
  const lead = alive(keys).length > 0 ? ctx.policy.signingKeyLead : 0;
  const made = await createSigningKey(tx, env().sessionSecrets, lead);
  await recordNewKey(ctx, tx, made, lead > 0 ? 'rotation' : 'first');
  log.info({ event: 'signing_key_created', kid: made.kid }, 'signing_key_created');
  return made.kid;
}

/** Those that a newer one has taken over from. Verifiers still find them for a while. */
async function retireFormer(
  ctx: AnonymousContext,
  tx: Transaction,
  keys: readonly SigningKey[],
): Promise<string[]> {
  const now = keys.at(-1)?.now;
  const signing = now && signingOne(keys, now);
  const former = alive(keys).filter((key) => signing && key.activeFrom < signing.activeFrom);
  return retireAll(ctx, tx, former, 'rotation');
}

async function retireAll(
  ctx: AnonymousContext,
  tx: Transaction,
  keys: readonly SigningKey[],
  reason: string,
): Promise<string[]> {
  const retired: string[] = [];
  for (const { kid } of keys) {
    if (!(await retireSigningKey(tx, kid, reason === 'compromised'))) continue;
    await record(ctx, tx, { event: 'signing_key_retired', outcome: 'success', reason, data: { kid } });
    retired.push(kid);
  }
  return retired;
}

async function startOver(
  ctx: AnonymousContext,
  tx: Transaction,
  keys: readonly SigningKey[],
): Promise<Replaced> {
  const made = await createSigningKey(tx, env().sessionSecrets, 0);
  await recordNewKey(ctx, tx, made, 'compromised');
  return { created: made.kid, retired: await retireAll(ctx, tx, keys, 'compromised') };
}
