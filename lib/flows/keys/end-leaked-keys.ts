/** Keys and refresh tokens that were found where everybody can read them: ended at once, and their people are told. */

import type { Transaction } from '../../../db/client';
import { type EndedKey, endLeaked, hashOfKey, knownKeyHashes } from '../../api-key/store';
import { keyMailFacts } from '../../api-key/tend';
import { queueMail } from '../../mail/outbox';
import { tokenKindOf } from '../../opaque-token';
import { ownersOf } from '../../organization/deletion';
import { holdFamily } from '../../session/app';
import { familyOfToken } from '../../token-family/refresh';
import { type AnonymousContext, inTransaction } from '../context';
import { endForReuse } from '../steps/end-family';
import { keyEnds } from '../steps/key-ends';
import { record } from '../steps/record';

export type FoundSecret = {
  readonly token: string;
  /** Where it was found, as the finder says. */
  readonly url?: string | undefined;
};

const isKey = (token: string) => ['pat', 'svc'].includes(tokenKindOf(token) ?? '');

/**
 * For each, in order, whether it is or was a key or a refresh token of ours. The same one found again changes nothing. Codes are
 * none that is ended here: they are good for minutes, and once.
 */
export async function endLeakedKeys(
  ctx: AnonymousContext,
  found: readonly FoundSecret[],
): Promise<readonly boolean[]> {
  // What has not the shape of one costs no query.
  const keys = found.filter(({ token }) => isKey(token));
  const known = await knownKeyHashes(
    ctx.db,
    keys.map(({ token }) => hashOfKey(token)),
  );
  const isOurs = ({ token }: FoundSecret) => isKey(token) && known.has(hashOfKey(token).toString('hex'));
  for (const leak of keys.filter(isOurs)) await endOne(ctx, leak);
  const refreshTokens = await endFamilies(ctx, found);
  return found.map((leak) => isOurs(leak) || refreshTokens.has(leak.token));
}

/** Ends what the refresh tokens among them keep signed in. Returns those that are ours, spent or not. */
async function endFamilies(
  ctx: AnonymousContext,
  found: readonly FoundSecret[],
): Promise<ReadonlySet<string>> {
  const ours = new Set<string>();
  for (const token of new Set(found.map((leak) => leak.token))) {
    const id = tokenKindOf(token) === 'ref' ? await familyOfToken(ctx.db, token) : undefined;
    if (id === undefined) continue;
    ours.add(token);
    await inTransaction(ctx, async (tx) => {
      const family = await holdFamily(tx, id, ctx.policy);
      if (family && !family.over) await endForReuse(ctx, tx, family, 'leaked_refresh_token');
    });
  }
  return ours;
}

const endOne = (ctx: AnonymousContext, { token, url }: FoundSecret): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const ended = await endLeaked(tx, hashOfKey(token), url);
    if (!ended) return;
    await record(ctx, tx, ...keyEnds([ended]));
    await tell(tx, ended, url);
  });

/** The owners hear of an organization's key as well: its maker may be away. */
async function tell(tx: Transaction, ended: EndedKey, url: string | undefined): Promise<void> {
  const { userId, organizationId, name, lastFour } = ended;
  const { email, organization, slug } = await keyMailFacts(tx, ended);
  const owners = organizationId ? await ownersOf(tx, organizationId) : [];
  const people = new Map([{ userId, email }, ...owners].map((each) => [each.userId, each]));
  // The address was chosen by strangers: the mail names no more of it than whose site it is.
  const facts = { key: name, lastFour, organization, slug, site: url && new URL(url).host };
  for (const person of people.values())
    await queueMail(tx, { kind: 'key_leaked', recipient: person.email, userId: person.userId, facts });
}
