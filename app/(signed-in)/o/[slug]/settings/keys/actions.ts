'use server';

import { changedKey, createdKey } from '@/app/(signed-in)/settings/keys/answers';
import { newKeyFields, oneKey } from '@/app/(signed-in)/settings/keys/fields';
import { isOn } from '@/lib/config/features';
import { renewKey, revokeKey } from '@/lib/flows/keys/change-key';
import { createKey } from '@/lib/flows/keys/create-key';
import { organizationAction } from '@/lib/web/guards/organization-action';

const asked = {
  // Both have to be on.
  feature: isOn('apiKeys') ? 'organizations' : 'apiKeys',
  limit: 'session_management',
  stepUp: 'recent',
} as const;

export const createOrganizationKeyAction = organizationAction(
  { ...asked, permission: 'keys.manage', input: newKeyFields('service'), purpose: 'create_key' },
  async (ctx, typed) =>
    createdKey(await createKey(ctx, typed, ctx.organization), ctx.policy.apiKeysPerOrganization),
);

export const renewOrganizationKeyAction = organizationAction(
  {
    ...asked,
    permission: 'keys.manage',
    input: oneKey,
    purpose: 'renew_key',
    once: 'renew_organization_key',
  },
  async (ctx, typed) => changedKey(await renewKey(ctx, typed, ctx.organization)),
);

export const revokeOrganizationKeyAction = organizationAction(
  {
    ...asked,
    permission: 'keys.manage',
    input: oneKey,
    purpose: 'revoke_key',
    once: 'revoke_organization_key',
  },
  async (ctx, typed) => changedKey(await revokeKey(ctx, typed, ctx.organization)),
);
