/** Everything that the product keeps about one person, as one document (GDPR articles 15 and 20). No secret, no hash, nobody else. */

import type { Transaction } from '../../../db/client';
import { exportEmailChanges, exportProfile } from '../../account/export';
import { exportKeys } from '../../api-key/export';
import { exportTrail } from '../../audit/export';
import { type Features, isAnyOn, providerFeatures, secondFactorFeatures } from '../../config/features';
import { exportDrafts } from '../../draft/export';
import { exportResets } from '../../factor-reset/export';
import { exportIdentities } from '../../identity/export';
import { exportInvitations } from '../../invitation/export';
import { exportDevices } from '../../known-device/export';
import { exportMails } from '../../mail/export';
import { exportMemberships } from '../../organization/export';
import { exportPasskeys } from '../../passkey/export';
import { exportPlan } from '../../plan/export';
import { exportProjects } from '../../project/export';
import { ok, type Result } from '../../result';
import { exportAuthenticator } from '../../second-factor/export';
import { exportSessions, exportVisits } from '../../session/export';
import { exportSupportGrants } from '../../support/export';
import { actor, inTransaction, type SignedInContext } from '../context';
import { admitExport } from '../steps/admit-export';
import { record } from '../steps/record';

export type Export = Awaited<ReturnType<typeof everythingOf>>;

/** From one snapshot, in which the export itself is recorded: the document is whole, or there is neither. */
export async function exportData(ctx: SignedInContext): Promise<Result<Export, 'rate_limited'>> {
  const admitted = await admitExport(ctx, 'everything');
  if (!admitted.ok) return admitted;
  return inTransaction(
    ctx,
    async (tx) => {
      await record(ctx, tx, {
        event: 'data_exported',
        outcome: 'success',
        ...actor(ctx),
        data: { what: 'everything' },
      });
      return ok(await everythingOf(tx, ctx.user.id, ctx.now));
    },
    { isolationLevel: 'repeatable read' },
  );
}

async function everythingOf(tx: Transaction, userId: string, exportedAt: Date) {
  return {
    format: 'data-export',
    version: 1,
    exportedAt,
    profile: await exportProfile(tx, userId),
    ...(await exportPlan(tx, userId)), // only: plans
    emailChanges: await exportEmailChanges(tx, userId),
    sessions: await exportSessions(tx, userId),
    ...unlessOff('passkeys', { passkeys: await exportPasskeys(tx, userId) }),
    ...unlessOff('authenticatorApp', { authenticator: await exportAuthenticator(tx, userId) }),
    ...unlessOff(secondFactorFeatures, { factorResets: await exportResets(tx, userId) }),
    ...unlessOff(providerFeatures, { connectedAccounts: await exportIdentities(tx, userId) }),
    ...unlessOff('apiKeys', { apiKeys: await exportKeys(tx, userId) }),
    ...unlessOff('supportAccess', { supportRequests: await exportSupportGrants(tx, userId) }),
    ...unlessOff('supportAccess', { supportVisits: await exportVisits(tx, userId) }),
    knownDevices: await exportDevices(tx, userId),
    memberships: await exportMemberships(tx, userId),
    invitations: await exportInvitations(tx, userId),
    securityLog: await exportTrail(tx, userId),
    projects: await exportProjects(tx, userId), // only: sample
    ...unlessOff('drafts', { drafts: await exportDrafts(tx, userId) }), // only: drafts
    mails: await exportMails(tx, userId),
  };
}

/** Of a feature that is off only what is still stored: the person has a right to it (GDPR article 15). */
function unlessOff<Part extends Readonly<Record<string, unknown>>>(
  of: Features,
  part: Part,
): Part | Partial<Part> {
  const stored = Object.values(part).some((value) => (Array.isArray(value) ? value.length > 0 : value));
  return isAnyOn(of) || stored ? part : {};
}
