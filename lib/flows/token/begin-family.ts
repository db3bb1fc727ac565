/** An app begins to be signed in: a row in `sessions` beside those of browsers, with its first refresh token. */

import type { Transaction } from '../../../db/client';
import { opensToSignIn } from '../../account/state';
import { lockIfThere } from '../../account/store';
import type { AppClient } from '../../config/clients';
import { isOn } from '../../config/features';
import { limitsOf } from '../../config/policy';
import { isScope } from '../../config/scopes';
import { queueMail } from '../../mail/outbox';
import { newToken } from '../../opaque-token';
import { hashOfSecret } from '../../secret';
import { startApp } from '../../session/app';
import { endBeyondLimit } from '../../session/limit';
import { isDoorClosing } from '../../session/platform';
import { firstRefreshToken } from '../../token-family/refresh';
import type { AnonymousContext } from '../context';
import { mailOrigin } from '../steps/mail-origin';
import { record, sessionEnds } from '../steps/record';

export type Granted = {
  readonly userId: string;
  /** The browser's session that said yes. */
  readonly sessionId: string;
  readonly scopes: readonly string[];
};

/**
 * In the caller's transaction, one at a time for each person, as every sign-in. Undefined where the account or that session is
 * over by now: what was ended meanwhile begins nothing.
 */
export async function beginFamily(
  ctx: AnonymousContext,
  tx: Transaction,
  { client, granted, proofKey }: { client: AppClient; granted: Granted; proofKey: string | null },
): Promise<{ id: string; refreshToken: string } | undefined> {
  const { userId, sessionId: allowedIn, scopes } = granted;
  const account = await lockIfThere(tx, userId);
  if (!account || !opensToSignIn(account) || (await isDoorClosing(tx))) return undefined;
  const refreshToken = newToken('ref');
  const started = await startApp(
    tx,
    {
      userId,
      clientId: client.id,
      scopes: scopes.filter(isScope),
      proofKey,
      secretHash: hashOfSecret(refreshToken),
      device: { name: client.name, kind: client.deviceKind },
      userAgent: ctx.request?.userAgent ?? null,
      ip: ctx.request?.ip ?? null,
      allowedIn,
    },
    ctx.policy,
  );
  if (!started) return undefined;
  await firstRefreshToken(tx, started.id, refreshToken);
  await record(ctx, tx, {
    event: 'session_created',
    outcome: 'success',
    actorId: userId,
    userId,
    sessionId: started.id,
    data: { client: client.id, allowedIn },
  });
  await makeRoom(ctx, tx, { userId, sessionId: started.id, kind: 'api' });
  const { place } = mailOrigin(ctx);
  const facts = { device: client.name, known: 'no', ...(place ? { place } : {}) } as const;
  if (isOn('newDeviceAlerts'))
    await queueMail(tx, { kind: 'new_sign_in', recipient: account.email, userId, facts });
  return { id: started.id, refreshToken };
}

async function makeRoom(
  ctx: AnonymousContext,
  tx: Transaction,
  by: { userId: string; sessionId: string; kind: 'api' },
): Promise<void> {
  if (!isOn('sessionLimit')) return;
  const limit = limitsOf(ctx.policy, { remembered: false, role: 'member', kind: 'api' }).sessions;
  const ended = await endBeyondLimit(tx, by, limit, ctx.policy);
  if (ended.length > 0) await record(ctx, tx, ...sessionEnds(ended));
}
