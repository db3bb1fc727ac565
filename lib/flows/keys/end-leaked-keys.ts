/** Keys that were found where everybody can read them: ended at once, whoever found them, and their people are told where. */

import type { Transaction } from '../../../db/client';
import { type EndedKey, endLeaked, hashOfKey, knownKeyHashes } from '../../api-key/store';
import { keyMailFacts } from '../../api-key/tend';
import { queueMail } from '../../mail/outbox';
import { tokenKindOf } from '../../opaque-token';
import { ownersOf } from '../../organization/deletion';
import { type AnonymousContext, inTransaction } from '../context';
import { keyEnds } from '../steps/key-ends';
import { record } from '../steps/record';

export type FoundSecret = {
  readonly token: string;
  /** Where it was found, as the finder says. */
  readonly url?: string | undefined;
};

const isKey = (token: string) => ['pat', 'svc'].includes(tokenKindOf(token) ?? '');

/** For each, in order, whether it is or was a key of ours. The same one found again changes nothing. */
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
  return found.map(isOurs);
}

const endOne = (ctx: AnonymousContext, { token, url }: FoundSecret): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const ended = await endLeaked(tx, hashOfKey(token), url);
    if (!ended) return;
    await record(ctx, tx, ...keyEnds([ended]));
    await tell(tx, ended, url);
  });

/** Of an organization's key its owners hear as well: whoever made it may be away. */
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
