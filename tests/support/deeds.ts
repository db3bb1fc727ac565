/** A process for tests/killed.test.ts: does what must be done whole or not at all, over and over, until it is killed. */

import { randomBytes } from 'node:crypto';
import { connect } from '../../db/client';
import { defaultPolicy } from '../../lib/config/policy';
import { changePassword } from '../../lib/flows/account/change-password';
import { resetPassword } from '../../lib/flows/account/reset-password';
import { resumeSession } from '../../lib/flows/session/resume-session';
import { revokeOtherSessions } from '../../lib/flows/session/revoke-session';
import { mintToken } from '../../lib/one-time-token/store';
import { hashOfSecret } from '../../lib/secret';
import { startSession } from '../../lib/session/start';

export type Deeds = {
  readonly url: string;
  readonly password: string;
  readonly change: readonly string[];
  readonly reset: readonly string[];
  readonly revoke: readonly string[];
};

const deeds: Deeds = JSON.parse(process.argv[2] ?? '');
const db = connect(deeds.url, { max: 6 });
const context = () => ({
  db,
  policy: defaultPolicy,
  request: { id: randomBytes(8).toString('hex'), ip: '2001:db8::1', userAgent: null },
});
const password = 'nine improbable herons';

async function signedIn(userId: string) {
  const device = { name: 'Chrome on Mac', kind: 'desktop' } as const;
  const start = () => startSession(db, { userId, remembered: false, userAgent: null, ip: null, device });
  const [{ secret }] = [await start(), await start(), await start()];
  const presented = hashOfSecret(secret);
  const resumed = await resumeSession(context(), presented);
  if (resumed.kind !== 'active') throw new Error(resumed.kind);
  return { ctx: { ...context(), ...resumed.caller }, presented };
}

const done = (result: { ok: boolean }) => {
  if (!result.ok) throw new Error(JSON.stringify(result));
};

async function change(userId: string): Promise<void> {
  const { ctx, presented } = await signedIn(userId);
  done(await changePassword(ctx, { current: deeds.password, password, presented }));
}

async function reset(userId: string): Promise<void> {
  await signedIn(userId);
  const token = await mintToken(db, { userId, purpose: 'reset_password' });
  done(await resetPassword(context(), { token, password }));
}

async function revoke(userId: string): Promise<void> {
  await revokeOtherSessions((await signedIn(userId)).ctx);
}

async function each(userIds: readonly string[], deed: (userId: string) => Promise<void>): Promise<void> {
  for (const userId of userIds) await deed(userId);
}

const all = [
  [deeds.change, change],
  [deeds.reset, reset],
  [deeds.revoke, revoke],
] as const;
// The first of each loads what is loaded once.
for (const [[first = ''], deed] of all) await deed(first);
process.stdout.write('at it\n');
await Promise.all(all.map(([[, ...rest], deed]) => each(rest, deed)));
// Anyone who gets here has not been killed in the middle of anything.
throw new Error('there is nothing left to do');
