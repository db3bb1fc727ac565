/** API keys in every state. Nobody has one of them: their secrets were never shown. */

import { eq } from 'drizzle-orm';
import type { KeyEndReason } from '../../lib/api-key/rules';
import { insertKey } from '../../lib/api-key/store';
import { organizationScopes, type Scope, scopeNames } from '../../lib/config/scopes';
import { days, hours, minutes, type Seconds } from '../../lib/time';
import { ago } from '../ago';
import type { Transaction } from '../client';
import { apiKeys } from '../schema/api-keys';
import type { SeedLine } from './activity';

type KeySeed = {
  readonly name: string;
  readonly days: number;
  readonly scopes: readonly Scope[];
  readonly created: Seconds;
  readonly lastUsed?: Seconds;
  readonly ended?: { readonly ago: Seconds; readonly reason: KeyEndReason; readonly url?: string };
  readonly organization?: true;
};

const [firstScope] = scopeNames;

const seeds: readonly KeySeed[] = [
  { name: 'Nightly export', days: 365, scopes: scopeNames, created: days(40), lastUsed: minutes(3) },
  // It expires in nine days.
  { name: 'Phone widget', days: 90, scopes: [firstScope as Scope], created: days(81), lastUsed: days(2) },
  {
    ...{ name: 'Old laptop', days: 180, scopes: [firstScope as Scope], created: days(70) },
    ...{ lastUsed: days(31), ended: { ago: days(27), reason: 'person' } },
  },
  {
    ...{ name: 'Import script', days: 90, scopes: scopeNames, created: days(33), lastUsed: days(28) },
    ended: { ago: days(27), reason: 'leaked', url: 'https://github.com/ada/notes/blob/main/import.sh' },
  },
  {
    ...{ name: 'Build server', days: 180, scopes: organizationScopes, created: days(12) },
    ...{ lastUsed: hours(1), organization: true },
  },
];

/** Returns what the trail of the person says of them. */
export async function addKeys(
  tx: Transaction,
  { userId, organizationId }: { readonly userId: string; readonly organizationId: string },
): Promise<SeedLine[]> {
  const lines = await Promise.all(seeds.map((each) => addKey(tx, each, userId, organizationId)));
  return lines.flat();
}

async function addKey(
  tx: Transaction,
  { name, days: lifetime, scopes, created, lastUsed, ended, organization }: KeySeed,
  userId: string,
  acme: string,
): Promise<SeedLine[]> {
  const organizationId = organization && acme;
  const { id, lastFour } = await insertKey(tx, { userId, organizationId, name, scopes, days: lifetime });
  await tx
    .update(apiKeys)
    .set({
      createdAt: ago(created),
      expiresAt: ago(created - days(lifetime)),
      ...(lastUsed && { lastUsedAt: ago(lastUsed), lastUsedIp: '203.0.113.0' }),
      ...(ended && {
        ...{ revokedAt: ago(ended.ago), revokedReason: ended.reason, leakedAtUrl: ended.url ?? null },
        revokedBy: ended.reason === 'person' ? userId : null,
      }),
    })
    .where(eq(apiKeys.id, id));
  const about = { userId, organizationId, outcome: 'success', data: { key: id, lastFour } };
  const made = { ...about, minutes: created / 60, event: 'key_created', actorId: userId };
  if (!ended) return [made];
  const by = ended.reason === 'person' ? userId : null;
  return [
    made,
    { ...about, minutes: ended.ago / 60, event: 'key_revoked', actorId: by, reason: ended.reason },
  ];
}
