/** A command line or a television is signed in: it shows a code, its person types that elsewhere and says yes or no (RFC 8628). */

import { sourceOf } from '../../address';
import { type AppClient, findClient } from '../../config/clients';
import { tokenKindOf } from '../../opaque-token';
import { giveBack, type LimitName, spend } from '../../rate-limit/limits';
import { ok, type Result, refused } from '../../result';
import { hashOfSecret } from '../../secret';
import {
  answerDeviceCode,
  claimUserCode,
  findClaimed,
  mintDeviceCode,
  noteDeviceFamily,
  pollDeviceCode,
  releaseOthers,
} from '../../token-family/device-codes';
import { readUserCode } from '../../token-family/user-code';
import { inTransaction, type PooledContext, type SignedInContext } from '../context';
import { record } from '../steps/record';
import { recordLimit } from '../steps/record-limit';
import { beginFamily } from './begin-family';
import { type HandedOut, handOut } from './hand-out';
import { issuer, scopesAsked } from './issue-tokens';
import { type OAuthResult, oauthFault } from './oauth-fault';

/** RFC 8628 §3.2; lengths in seconds. No complete address: the code is typed by hand, so that nobody is led there by a link (§5.4). */
type DeviceAnswer = {
  readonly device_code: string;
  readonly user_code: string;
  readonly verification_uri: string;
  readonly expires_in: number;
  readonly interval: number;
};

export async function startDeviceSignIn(
  ctx: PooledContext,
  { client, scope }: { readonly client: AppClient; readonly scope: string | undefined },
): Promise<OAuthResult<DeviceAnswer>> {
  const scopes = scopesAsked(client, scope);
  if (!scopes) return oauthFault('invalid_scope', 'A scope is not among those of this app.');
  const admitted = await spend(ctx, 'device_codes', sourceOf(ctx.request?.ip));
  if (!admitted.ok) return oauthFault('slow_down', 'Too many codes from this address. Wait a while.');
  const { ip = null, userAgent = null } = ctx.request ?? {};
  const made = await mintDeviceCode(ctx.db, { clientId: client.id, scopes, ip, userAgent }, ctx.policy);
  return {
    ok: true,
    value: {
      device_code: made.deviceCode,
      user_code: made.userCode,
      verification_uri: `${issuer()}/device`,
      expires_in: ctx.policy.deviceCodeLifetime,
      interval: ctx.policy.devicePollInterval,
    },
  };
}

/** What waits, as its page shows it. */
export type WaitingDevice = {
  readonly name: string;
  readonly client: AppClient;
  readonly scopes: readonly string[];
  readonly askedAt: Date;
  readonly ip: string | null;
  readonly userAgent: string | null;
};

const whoOf = (ctx: SignedInContext) => ({ sessionId: ctx.session.id, userId: ctx.user.id });

/** Wrong, over, answered and typed elsewhere are the same to who types it. Only wrong ones count, for the session and for the network. */
export async function claimDevice(
  ctx: SignedInContext,
  typed: string,
): Promise<Result<void, 'wrong_code' | 'rate_limited'>> {
  const limits: readonly (readonly [LimitName, string])[] = [
    ['user_codes', ctx.session.id],
    ['device_codes', `typed:${sourceOf(ctx.request?.ip)}`],
  ];
  for (const [name, key] of limits) {
    const admitted = await spend(ctx, name, key);
    if (admitted.ok) continue;
    await recordLimit(ctx, name, key, { userId: ctx.user.id, sessionId: ctx.session.id });
    return refused('rate_limited', admitted.retryAfterSeconds);
  }
  const code = readUserCode(typed);
  const claimed = code && (await claim(ctx, code));
  if (!claimed) return refused('wrong_code');
  for (const [name, key] of limits) await giveBack(ctx, name, key);
  return ok(undefined);
}

/** The last code that a session typed is the one that its page shows. */
const claim = (ctx: SignedInContext, code: string): Promise<boolean> =>
  inTransaction(ctx, async (tx) => {
    const found = await claimUserCode(tx, code, whoOf(ctx), ctx.policy);
    if (found) await releaseOthers(tx, whoOf(ctx), found.deviceHash);
    return found !== undefined;
  });

/** Names what waits without opening it: the page sends it back with the answer. */
const nameOfDevice = (deviceHash: Buffer): string =>
  hashOfSecret(deviceHash.toString('hex')).toString('base64url');

/** What this very session typed the code of. */
export async function waitingDevice(ctx: SignedInContext): Promise<WaitingDevice | undefined> {
  const found = await findClaimed(ctx.db, whoOf(ctx), ctx.policy);
  const client = found && findClient(found.clientId);
  if (!found || client?.kind !== 'app') return undefined;
  const { scopes, createdAt: askedAt, ip, userAgent } = found;
  return { name: nameOfDevice(found.deviceHash), client, scopes, askedAt, ip, userAgent };
}

/** Only what the page showed, in the session that typed the code, and once. */
export async function answerDevice(
  ctx: SignedInContext,
  { shown, approve }: { readonly shown: string; readonly approve: boolean },
): Promise<Result<{ name: string }, 'over'>> {
  return inTransaction(ctx, async (tx) => {
    const by = whoOf(ctx);
    const found = await findClaimed(tx, by, ctx.policy);
    const answered =
      found &&
      nameOfDevice(found.deviceHash) === shown &&
      (await answerDeviceCode(tx, { deviceHash: found.deviceHash, by, approve }, ctx.policy));
    if (!answered) return refused('over');
    // Yes is told by the session that begins.
    if (!approve)
      await record(ctx, tx, {
        event: 'device_code_denied',
        outcome: 'success',
        actorId: ctx.user.id,
        userId: ctx.user.id,
        sessionId: ctx.session.id,
        data: { client: answered.clientId },
      });
    return ok({ name: findClient(answered.clientId)?.name ?? answered.clientId });
  });
}

type Poll = { readonly client: AppClient; readonly deviceCode: string; readonly proofKey: string | null };

const words = {
  waiting: oauthFault('authorization_pending', 'Nobody has answered yet.'),
  too_soon: oauthFault('slow_down', 'Asked too soon. Wait 5 seconds longer from now on.'),
  denied: oauthFault('access_denied', 'The person said no.'),
  over: oauthFault('expired_token', 'The code has expired. Start again.'),
  used: oauthFault('expired_token', 'The code was used before. Start again.'),
  unknown: oauthFault('invalid_grant', 'The device_code is not one of ours, or not one of this app.'),
} as const;

export async function pollForTokens(
  ctx: PooledContext,
  { client, deviceCode, proofKey }: Poll,
): Promise<OAuthResult<HandedOut>> {
  if (tokenKindOf(deviceCode) !== 'dev') return words.unknown;
  return inTransaction(ctx, async (tx): Promise<OAuthResult<HandedOut>> => {
    const polled = await pollDeviceCode(tx, { deviceCode, clientId: client.id }, ctx.policy);
    if (polled.kind !== 'approved') return words[polled.kind];
    const begun = await beginFamily(ctx, tx, { client, granted: polled, proofKey });
    // What ended the browser's session since then ended this as well.
    if (!begun) return words.denied;
    await noteDeviceFamily(tx, polled.deviceHash, begun.id);
    return handOut(tx, { ...begun, userId: polled.userId, scopes: polled.scopes, proofKey });
  });
}
