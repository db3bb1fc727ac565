/** What is kept only for a while goes when its time is over: in batches, on one instance at a time, safe to stop anywhere. */

import type { Transaction } from '../../../db/client';
import { removeOldEmailChanges } from '../../account/retention';
import { removeOldKeys } from '../../api-key/retention';
import { removeOldAudit, shortenAuditAddresses } from '../../audit/retention';
import { env } from '../../config/env';
import type { Policy } from '../../config/policy';
import { removeOldEmailCodes } from '../../email-code/retention';
import { removeOldResets } from '../../factor-reset/retention';
import { removeOldInvitations } from '../../invitation/retention';
import { removeOldDevices } from '../../known-device/retention';
import { removeOldMails } from '../../mail/retention';
import { longestLifetime } from '../../one-time-token/purposes';
import { removeOldTokens } from '../../one-time-token/retention';
import { removeOldChallenges } from '../../passkey/retention';
import { resealSeeds } from '../../second-factor/authenticator';
import { removeOldPending } from '../../second-factor/retention';
import { shortenSessionAddresses } from '../../session/retention';
import { resealSigningKeys } from '../../signing-key/keys';
import { removeOldSupportGrants } from '../../support/retention';
import { days, minutes, type Seconds, seconds } from '../../time';
import { removeOldCodes, removeOldDeviceCodes, removeOldProofs } from '../../token-family/retention';
import { resealWebhookSecrets } from '../../webhook/endpoints';
import { removeOldDeliveries, removeOldEndpoints } from '../../webhook/retention';
import { type AnonymousContext, inTransaction } from '../context';
import { onOneInstance } from './on-one-instance';
import { removeUnconfirmed } from './remove-accounts';

const batchSize = 500;

const longer = (length: Seconds, by: Seconds): Seconds => seconds(length + by);

type Tidy = (tx: Transaction, policy: Policy, batch: number) => Promise<number>;

const tidies = {
  auditRows: (tx, policy, batch) => removeOldAudit(tx, policy.auditRetention, batch),
  auditAddresses: (tx, policy, batch) => shortenAuditAddresses(tx, policy.addressRetention, batch),
  sessionAddresses: (tx, policy, batch) => shortenSessionAddresses(tx, policy.addressRetention, batch),
  devices: (tx, policy, batch) => removeOldDevices(tx, policy.knownDeviceRetention, batch),
  tokens: (tx, policy, batch) => removeOldTokens(tx, longer(longestLifetime(policy), days(1)), batch),
  // Until then the sign-in page can say what became of it.
  pendingSignIns: (tx, policy, batch) =>
    removeOldPending(tx, longer(policy.pendingSignInLifetime, days(1)), batch),
  challenges: (tx, policy, batch) => removeOldChallenges(tx, policy.passkeyChallengeLifetime, batch),
  factorResets: (tx, policy, batch) => removeOldResets(tx, policy.endedSessionRetention, batch),
  supportGrants: (tx, policy, batch) => removeOldSupportGrants(tx, policy.endedSessionRetention, batch),
  // Until then one that is shown a second time ends what it was exchanged for.
  authorizationCodes: (tx, policy, batch) =>
    removeOldCodes(tx, longer(policy.apiAbsoluteTimeout, days(1)), batch),
  deviceCodes: (tx, policy, batch) =>
    removeOldDeviceCodes(tx, longer(policy.deviceCodeLifetime, days(1)), batch),
  apiKeys: (tx, policy, batch) => removeOldKeys(tx, policy.endedSessionRetention, batch),
  emailCodes: (tx, policy, batch) =>
    removeOldEmailCodes(tx, longer(policy.emailCodeLifetime, days(1)), batch),
  // Not a matter of time but of rotation: when it says zero, the old secret can go.
  seals: async (tx, _policy, batch) => (await resealSeeds(tx, batch)) + (await resealSigningKeys(tx)),
  webhookSeals: (tx, _policy, batch) => resealWebhookSecrets(tx, env().sessionSecrets, batch),
  webhookDeliveries: (tx, policy, batch) => removeOldDeliveries(tx, policy.webhookRetention, batch),
  webhookEndpoints: (tx, policy, batch) => removeOldEndpoints(tx, policy.webhookRetention, batch),
  mails: (tx, policy, batch) => removeOldMails(tx, policy.mailRetention, batch),
  invitations: (tx, policy, batch) => removeOldInvitations(tx, policy.invitationRetention, batch),
  // Long after the clock lets none of them through.
  usedProofs: (tx, _policy, batch) => removeOldProofs(tx, minutes(5), batch),
  // A link that undoes one may have been mailed late.
  emailChanges: (tx, policy, batch) =>
    removeOldEmailChanges(tx, longer(policy.emailChangeUndoPeriod, days(30)), batch),
} satisfies Record<string, Tidy>;

/** How many rows went or were shortened, by what they are. */
export type Removed = Readonly<Record<keyof typeof tidies | 'unconfirmed', number>>;

/** Undefined where another instance is at it. */
export async function keepRetention(ctx: AnonymousContext): Promise<Removed | undefined> {
  const done: Partial<Record<keyof Removed, number>> = {};
  for (const [name, tidy] of Object.entries(tidies) as [keyof typeof tidies, Tidy][]) {
    const rows = await tidyAll(ctx, tidy);
    if (rows === undefined) return undefined;
    done[name] = rows;
  }
  return { ...(done as Removed), unconfirmed: await removeUnconfirmed(ctx) };
}

async function tidyAll(ctx: AnonymousContext, tidy: Tidy): Promise<number | undefined> {
  for (let total = 0; ; ) {
    const rows = await inTransaction(ctx, (tx) =>
      onOneInstance(tx, 'keep_retention', () => tidy(tx, ctx.policy, batchSize)),
    );
    if (rows === undefined) return undefined;
    total += rows;
    if (rows < batchSize) return total;
  }
}
