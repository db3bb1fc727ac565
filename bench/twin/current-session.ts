/** The twin's stand-in for lib/web/request/current-session.ts: one `select 1`, and everybody is the same person. */

import 'server-only';
import { cache } from 'react';
import { askLeast, caller } from '@/bench/twin/caller';
import { database } from '@/db/client';
import { env } from '@/lib/config/env';
import type { Sensitivity } from '@/lib/config/policy';
import type { SupportLevel } from '@/lib/config/support';
import type { SignedInContext } from '@/lib/flows/context';
import type { Resumed } from '@/lib/flows/session/resume-session';

export type CurrentSession =
  | { readonly kind: 'active'; readonly ctx: SignedInContext }
  | Exclude<Resumed, { kind: 'active' }>;

export type PageOptions = { readonly sensitivity?: Sensitivity; readonly support?: SupportLevel };

export const askedPathHeader = 'x-own-asked';

export const currentSession = cache(async (): Promise<CurrentSession> => {
  await askLeast();
  return { kind: 'active', ctx: { db: database(), policy: env().policy, ...caller() } };
});

export const askSession = (): Promise<CurrentSession> => currentSession();
export const askOwnSession = (): Promise<CurrentSession> => currentSession();

/** Nobody visits anybody in the bench. */
export const isBesideVisit = (_session: CurrentSession): boolean => false;

/** No action runs in the bench: nothing is ever replaced. */
export const presentedSecretHash = async (): Promise<Buffer | undefined> => undefined;

/** Nobody is ever away in the bench. */
export async function requireSession(_options?: PageOptions): Promise<SignedInContext> {
  const session = await currentSession();
  if (session.kind !== 'active') throw new Error('the twin knows no other session');
  return session.ctx;
}
