'use server';

import { z } from 'zod';
import { foundOrganization, mostOwned } from '@/lib/flows/organization/change-organization';
import { organizationName } from '@/lib/organization/name';
import { addressIn, slugField, slugFor } from '@/lib/organization/slug';
import { protectedAction } from '@/lib/web/guards/action-guards';
import { inField, refusedState } from '@/lib/web/guards/refusals';
import { slugTakenSentence, tooManyOwnedSentence } from '@/lib/words/organizations';

const slug = z.literal('').or(slugField);

export const foundAction = protectedAction(
  {
    feature: 'organizations',
    input: z.object({ name: organizationName, slug }),
    limit: 'session_management',
    once: 'found_organization',
  },
  async (ctx, typed) => {
    const result = await foundOrganization(ctx, { ...typed, slug: typed.slug || slugFor(typed.name) });
    if (!result.ok)
      return refusedState(result, {
        slug_taken: inField('slug', slugTakenSentence),
        too_many: tooManyOwnedSentence(mostOwned),
      });
    return { status: 'done', goTo: addressIn(result.value.slug, '') };
  },
);
