'use server';

import { z } from 'zod';
import { mostOwned } from '@/lib/flows/organization/change-organization';
import { restoreOrganization } from '@/lib/flows/organization/delete-organization';
import { addressIn } from '@/lib/organization/slug';
import { protectedAction } from '@/lib/web/guards/action-guards';
import { refusedState } from '@/lib/web/guards/refusals';
import { tooLateToRestoreSentence, tooManyOwnedSentence } from '@/lib/words/organizations';

export const restoreOrganizationAction = protectedAction(
  {
    feature: 'organizations',
    input: z.object({ organizationId: z.uuid(tooLateToRestoreSentence) }),
    limit: 'session_management',
    stepUp: 'recent',
    purpose: 'restore_organization',
    once: 'restore_organization',
  },
  async (ctx, asked) => {
    const result = await restoreOrganization(ctx, asked);
    if (!result.ok)
      return refusedState(result, {
        not_found: tooLateToRestoreSentence,
        too_many: tooManyOwnedSentence(mostOwned),
      });
    return { status: 'done', goTo: addressIn(result.value.slug, '/settings/general') };
  },
);
