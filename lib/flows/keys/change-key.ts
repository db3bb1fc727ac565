/** Renewing and revoking API keys, a person's own or an organization's. */

import { endKey, renewKeyOf } from '../../api-key/store';
import { ok, type Result, refused } from '../../result';
import type { Seat, SignedInContext } from '../context';
import { keyEnds } from '../steps/key-ends';
import { record } from '../steps/record';
import { withKeys } from './with-keys';

type KeyFault = 'not_found' | 'not_allowed';

/** For as long again as it was made for, from now. The guard asks for fresh proof, as for a new one. */
export const renewKey = (
  ctx: SignedInContext,
  { keyId }: { readonly keyId: string },
  organization?: Seat,
): Promise<Result<{ expiresAt: Date }, KeyFault>> =>
  withKeys(
    ctx,
    organization,
    async ({ tx, owner, by }): Promise<Result<{ expiresAt: Date }, 'not_found'>> => {
      const renewed = await renewKeyOf(tx, owner, keyId, ctx.policy.apiKeyLongestLifetime);
      if (!renewed) return refused('not_found');
      const { lastFour, expiresAt } = renewed;
      await record(ctx, tx, {
        event: 'key_renewed',
        outcome: 'success',
        ...by,
        data: { key: keyId, lastFour, until: expiresAt.toISOString() },
      });
      return ok({ expiresAt });
    },
  );

/** It opens nothing from the commit on. */
export const revokeKey = (
  ctx: SignedInContext,
  { keyId }: { readonly keyId: string },
  organization?: Seat,
): Promise<Result<void, KeyFault>> =>
  withKeys(ctx, organization, async ({ tx, owner, by }): Promise<Result<void, 'not_found'>> => {
    const ended = await endKey(tx, owner, keyId, ctx.user.id);
    if (!ended) return refused('not_found');
    const [event] = keyEnds([ended], by.actorId);
    if (event) await record(ctx, tx, { ...event, sessionId: by.sessionId });
    return ok(undefined);
  });
