/** One visit by support in the past, as the person and the trail would know of it. */

import { eq, sql } from 'drizzle-orm';
import { describeDevice } from '../../lib/device';
import { startSession } from '../../lib/session/start';
import { startVisit } from '../../lib/session/visits';
import { grantAsk, insertAsk, spendGrant } from '../../lib/support/store';
import { days, hours, minutes as inMinutes } from '../../lib/time';
import { supportName } from '../../lib/words/support';
import { ago } from '../ago';
import type { Transaction } from '../client';
import { sessions } from '../schema/sessions';
import { supportGrants } from '../schema/support-grants';
import type { SeedLine } from './activity';

const reason = 'The list of projects is empty after the move.';
const began = 6 * 24 * 60;
const ended = began - 12;
const back = (minutes: number) => ago(inMinutes(minutes));

/** Returns what the trail of the person says of it. */
export async function addVisit(
  tx: Transaction,
  {
    userId,
    staffId,
    staffName,
  }: { readonly userId: string; readonly staffId: string; readonly staffName: string },
): Promise<SeedLine[]> {
  const ask = await insertAsk(tx, { userId, askedBy: staffId, reason, ticket: '#4711' }, hours(72));
  if (!ask) throw new Error('the question of support could not be kept');
  await grantAsk(tx, { id: ask.id, userId }, 'view', days(1));
  await spendGrant(tx, { id: ask.id, userId, askedBy: staffId });
  await tx
    .update(supportGrants)
    .set({
      askedAt: back(began + 40),
      grantedAt: back(began + 3),
      expiresAt: back(began + 3 - 24 * 60),
      usedAt: back(began),
    })
    .where(eq(supportGrants.id, ask.id));
  const staffSessionId = await staffSession(tx, staffId);
  const visit = await startVisit(tx, {
    userId,
    staffSessionId,
    grantId: ask.id,
    level: 'view',
    reason,
    name: supportName(staffName),
  });
  await tx
    .update(sessions)
    .set({
      createdAt: back(began),
      signedInAt: back(began),
      authenticatedAt: back(began),
      lastActiveAt: back(ended + 1),
      endedAt: back(ended),
      endedReason: 'support_ended',
      endedBy: staffId,
      endedFrom: staffSessionId,
      supportPages: 6,
      supportToldAt: back(ended),
    })
    .where(eq(sessions.id, visit.id));
  return linesOf(userId, { staffId, visitId: visit.id });
}

/** It has ended long ago. */
async function staffSession(tx: Transaction, userId: string): Promise<string> {
  const device = describeDevice(null);
  const { id } = await startSession(tx, { userId, remembered: false, userAgent: null, ip: null, device });
  await tx
    .update(sessions)
    .set({
      createdAt: back(began + 60),
      signedInAt: back(began + 60),
      authenticatedAt: back(began + 2),
      lastActiveAt: back(ended - 30),
      endedAt: back(ended - 60),
      endedReason: sql`'signed_out'`,
    })
    .where(eq(sessions.id, id));
  return id;
}

function linesOf(
  userId: string,
  { staffId, visitId }: { readonly staffId: string; readonly visitId: string },
): SeedLine[] {
  const about = { userId, outcome: 'success', data: { why: reason } };
  const inVisit = { ...about, actorId: staffId, sessionId: visitId };
  return [
    { ...about, minutes: began + 40, event: 'support_asked', actorId: staffId, reason: 'ask' },
    { ...about, minutes: began + 3, event: 'support_granted', actorId: userId, reason: 'view' },
    { ...inVisit, minutes: began, event: 'support_started', reason: 'view' },
    {
      ...inVisit,
      minutes: ended,
      event: 'support_stopped',
      reason: 'support_ended',
      data: { pages: 6, changes: 0, why: reason },
    },
  ];
}
