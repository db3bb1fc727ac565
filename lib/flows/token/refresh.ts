/** An app goes on: a refresh token for the next, in one transaction that holds the family's row (RFC 6749 §6, RFC 9700 §4.14). */

import type { Transaction } from '../../../db/client';
import type { AppClient } from '../../config/clients';
import { tokenKindOf } from '../../opaque-token';
import { spend as takePoint } from '../../rate-limit/limits';
import { type HeldFamily, holdFamily, noteRefresh } from '../../session/app';
import { endExpiredSession, endOverruledSession } from '../../session/end';
import { familyOfToken, spendRefreshToken } from '../../token-family/refresh';
import { inTransaction, type PooledContext } from '../context';
import { endForReuse } from '../steps/end-family';
import { record, sessionEnds } from '../steps/record';
import type { HandedOut } from './hand-out';
import { noteUnproven } from './note-unproven';
import { type OAuthResult, oauthFault } from './oauth-fault';

type Input = {
  readonly client: AppClient;
  readonly refreshToken: string;
  /** Narrower than what was given, for this access token alone (RFC 6749 §6). */
  readonly scope: string | undefined;
  /** The key that was proven with the request. */
  readonly proofKey: string | null;
};

const unknown = oauthFault('invalid_grant', 'The refresh token is not one of ours, or not one of this app.');
const otherKey = oauthFault('invalid_dpop_proof', 'The refresh token is bound to another key.');
const tooMuch = oauthFault('invalid_scope', 'A scope is not among those that the sign-in was given.');

/** What it answers with a reason has ended; anything else leaves the family as it was. */
export async function refreshFamily(ctx: PooledContext, input: Input): Promise<OAuthResult<HandedOut>> {
  if (tokenKindOf(input.refreshToken) !== 'ref') return unknown;
  return inTransaction(ctx, async (tx): Promise<OAuthResult<HandedOut>> => {
    const id = await familyOfToken(tx, input.refreshToken);
    const family = id && (await holdFamily(tx, id, ctx.policy));
    if (!family || family.clientId !== input.client.id) return unknown;
    if (family.over) return endWhereDue(ctx, tx, family);
    if (family.proofKey !== input.proofKey) {
      if (family.proofKey) await noteUnproven({ ...ctx, db: tx }, family);
      return otherKey;
    }
    const counted = await takePoint({ db: tx, policy: ctx.policy }, 'refreshes', family.id);
    if (!counted.ok) return tooOften(counted.retryAfterSeconds);
    const given = family.scopes.filter((scope) => input.client.scopes.includes(scope));
    const scopes = narrowed(given, input.scope);
    return scopes ? spend(ctx, tx, { family, scopes, refreshToken: input.refreshToken }) : tooMuch;
  });
}

async function spend(
  ctx: PooledContext,
  tx: Transaction,
  asked: { family: HeldFamily; scopes: readonly string[]; refreshToken: string },
): Promise<OAuthResult<HandedOut>> {
  const { family, scopes } = asked;
  const { id, userId, proofKey, now } = family;
  const spent = await spendRefreshToken(tx, asked.refreshToken, ctx.policy);
  if (spent.kind === 'reused') {
    await endForReuse(ctx, tx, family, 'refresh_token');
    return over('token_reuse');
  }
  if (spent.kind === 'rotated') await noteRefresh(tx, id, spent.hash);
  const event = spent.kind === 'rotated' ? 'token_refreshed' : 'token_replayed';
  await record(ctx, tx, { event, outcome: 'success', actorId: userId, userId, sessionId: id });
  return { ok: true, value: { id, userId, scopes, refreshToken: spent.token, proofKey, now } };
}

const tooOften = (retryAfterSeconds: number) =>
  ({
    ok: false,
    fault: {
      error: 'slow_down',
      description: 'Refreshed too often. The token is good; wait.',
      retryAfterSeconds,
    },
  }) as const;

const over = (reason: string) =>
  oauthFault('invalid_grant', `The sign-in has ended (${reason}). Sign in again.`, reason);

/** Its row says so from now on, dated and worded as everywhere. */
async function endWhereDue(ctx: PooledContext, tx: Transaction, family: HeldFamily) {
  const { over: end, ...session } = family;
  const ended =
    end?.by === 'account'
      ? await endOverruledSession(tx, session, end.reason)
      : end?.by === 'limit'
        ? await endExpiredSession(tx, session, ctx.policy)
        : undefined;
  if (ended) await record(ctx, tx, ...sessionEnds([ended]));
  return over(end?.reason ?? 'signed_out');
}

function narrowed(given: readonly string[], asked: string | undefined): readonly string[] | undefined {
  if (!asked) return given;
  const named = [...new Set(asked.split(' ').filter(Boolean))];
  return named.every((name) => given.includes(name)) ? named : undefined;
}
