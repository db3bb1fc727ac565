/** Everything that the product keeps about one person, as one document (GDPR articles 15 and 20). No secret, no hash, nobody else. */

import type { Transaction } from '../../../db/client';
import { keptEmailChanges, keptProfile } from '../../account/export';
import { type ActivityRow, allActivity } from '../../audit/list';
import { keptDrafts } from '../../draft/export';

import { keptResets } from '../../factor-reset/store';

import { keptIdentities } from '../../identity/export';

import { keptDevices } from '../../known-device/export';
import { keptMails } from '../../mail/export';
import { listPasskeys } from '../../passkey/store';
import { keptPlan } from '../../plan/export';
import { keptProjects } from '../../project/export';
import { ok, type Result } from '../../result';
import { keptAuthenticator } from '../../second-factor/export';
import { keptSessions } from '../../session/export';
import { activityWords } from '../../words/activity';
import { actor, inTransaction, type SignedInContext } from '../context';
import { record } from '../steps/record';
import { admitExport } from './admit-export';

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
    profile: await keptProfile(tx, userId),
    ...(await keptPlan(tx, userId)),
    emailChanges: await keptEmailChanges(tx, userId),
    sessions: await keptSessions(tx, userId),
    passkeys: await listPasskeys(tx, userId),
    authenticator: await keptAuthenticator(tx, userId),
    factorResets: await keptResets(tx, userId),
    connectedAccounts: await keptIdentities(tx, userId),
    knownDevices: await keptDevices(tx, userId),
    securityLog: await securityLog(tx, userId),
    projects: await keptProjects(tx, userId),
    drafts: await keptDrafts(tx, userId),
    mails: await keptMails(tx, userId),
  };
}

const batchSize = 5000;

async function securityLog(tx: Transaction, userId: string) {
  const lines: ReturnType<typeof logLine>[] = [];
  for await (const rows of allActivity(tx, userId, {}, batchSize)) lines.push(...rows.map(logLine));
  return lines;
}

function logLine(row: ActivityRow) {
  const { at, event, outcome, reason, bySomebodyElse, ip, userAgent, sessionId } = row;
  const what = activityWords(row).title;
  return { at, what, event, outcome, reason, bySomebodyElse, ip, userAgent, sessionId };
}
