/** What is kept about a person's sessions, for their own copy of it. No hash, and nothing about anyone else. */

import { and, asc, eq } from 'drizzle-orm';
import type { Executor } from '../../db/client';
import { sessions } from '../../db/schema/sessions';
import { ofPersonsOwn } from './sql';

/** Oldest first; live and ended. Who ended one is left out: that may be an operator. */
export const exportSessions = (db: Executor, userId: string) =>
  db
    .select({
      id: sessions.id,
      kind: sessions.kind,
      clientId: sessions.clientId,
      scopes: sessions.scopes,
      deviceName: sessions.deviceName,
      deviceKind: sessions.deviceKind,
      createdAt: sessions.createdAt,
      signedInAt: sessions.signedInAt,
      lastActiveAt: sessions.lastActiveAt,
      returnedAt: sessions.returnedAt,
      authenticatedAt: sessions.authenticatedAt,
      signedInWith: sessions.signedInWith,
      authenticatedWith: sessions.authenticatedWith,
      assurance: sessions.assurance,
      remembered: sessions.remembered,
      userAgent: sessions.userAgent,
      ip: sessions.ip,
      knownNetworks: sessions.knownNetworks,
      knownBrowsers: sessions.knownBrowsers,
      networkChangedAt: sessions.networkChangedAt,
      browserChangedAt: sessions.browserChangedAt,
      endedAt: sessions.endedAt,
      endedReason: sessions.endedReason,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), ofPersonsOwn))
    .orderBy(asc(sessions.createdAt), asc(sessions.id));

/** The visits of support, oldest first; whose they were is part of their name, as the person is shown it. */
export const exportVisits = (db: Executor, userId: string) =>
  db
    .select({
      name: sessions.deviceName,
      level: sessions.supportLevel,
      reason: sessions.supportReason,
      startedAt: sessions.signedInAt,
      pages: sessions.supportPages,
      changes: sessions.supportChanges,
      endedAt: sessions.endedAt,
      endedReason: sessions.endedReason,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.kind, 'support')))
    .orderBy(asc(sessions.createdAt), asc(sessions.id));
