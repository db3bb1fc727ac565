'use server';

import { renewKey, revokeKey } from '@/lib/flows/keys/change-key';
import { createKey } from '@/lib/flows/keys/create-key';
import { protectedAction } from '@/lib/web/guards/action-guards';
import { changedKey, createdKey } from './answers';
import { newKeyFields, oneKey } from './fields';

const asked = { feature: 'apiKeys', limit: 'session_management', stepUp: 'recent' } as const;

/** Never answered twice: the answer would have to be kept, and the key is in it. */
export const createKeyAction = protectedAction(
  { ...asked, input: newKeyFields('person'), purpose: 'create_key' },
  async (ctx, typed) => createdKey(await createKey(ctx, typed), ctx.policy.apiKeysPerPerson),
);

export const renewKeyAction = protectedAction(
  { ...asked, input: oneKey, purpose: 'renew_key', once: 'renew_key' },
  async (ctx, typed) => changedKey(await renewKey(ctx, typed)),
);

export const revokeKeyAction = protectedAction(
  { ...asked, input: oneKey, purpose: 'revoke_key', once: 'revoke_key' },
  async (ctx, typed) => changedKey(await revokeKey(ctx, typed)),
);
