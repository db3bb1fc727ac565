/** A person with a few notes and a live session, made by the product's own stores. Runs inside (see inside.ts). */

import { insertNote } from '../app/(signed-in)/(test-build)/test-notes/store';
import type { Database } from '../db/client';
import { createAccount } from '../lib/account/store';
import { env } from '../lib/config/env';
import type { Caller } from '../lib/flows/context';
import { ownSeat } from '../lib/flows/organization/landing';
import { resumeSession } from '../lib/flows/session/resume-session';
import { startSession } from '../lib/session/start';
import { openSecretHash, sealSecret } from '../lib/web/cookies/session';

export type SignedInPerson = {
  readonly cookie: string;
  readonly caller: Caller;
  /** Of their own organization. */
  readonly slug: string;
};

const device = { name: 'Bench', kind: 'desktop' } as const;

/** Signs in as often as it is called; with a new account each time. */
export async function signInSomebody(db: Database): Promise<SignedInPerson> {
  const email = `bench-${process.hrtime.bigint()}@example.com`;
  // Nobody signs in with this: the session is started here.
  const account = await createAccount(db, {
    email,
    name: 'Bench Person',
    passwordHash: 'none',
    emailVerifiedAt: new Date(),
  });
  if (!account) throw new Error('the account could not be created');
  for (const name of ['First', 'Second', 'Third']) {
    const note = { name: `${name} note`, description: 'Made by the bench.' };
    await insertNote(db, { ...note, userId: account.id });
  }
  const { secret } = await startSession(db, {
    userId: account.id,
    remembered: false,
    userAgent: null,
    ip: null,
    device,
  });
  const cookie = await sealSecret(secret);
  const secretHash = await openSecretHash(cookie);
  const ctx = { db, policy: env().policy };
  const resumed = secretHash && (await resumeSession(ctx, secretHash));
  if (resumed?.kind !== 'active') throw new Error('the new session is not active');
  const { slug } = await ownSeat({ ...ctx, ...resumed.caller });
  return { cookie, caller: resumed.caller, slug };
}
