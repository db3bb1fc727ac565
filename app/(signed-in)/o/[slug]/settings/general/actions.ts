'use server';

import { z } from 'zod';
import { leaveOrganization } from '@/lib/flows/organization/change-members';
import { renameOrganization } from '@/lib/flows/organization/change-organization';
import { deleteOrganization } from '@/lib/flows/organization/delete-organization';
import { organizationName } from '@/lib/organization/name';
import { addressIn, slugField } from '@/lib/organization/slug';
import { postedWithoutScripts } from '@/lib/web/guards/action-guards';
import { organizationAction } from '@/lib/web/guards/organization-action';
import { inField, refusedState } from '@/lib/web/guards/refusals';
import {
  lastOwnerSentence,
  noAccessSentence,
  notAllowedSentence,
  onlyMemberSentence,
  slugTakenSentence,
} from '@/lib/words/organizations';
import { typedSlug, wrongSlug } from '../typed-slug';

/** Leads to the page at its new address. */
export const renameOrganizationAction = organizationAction(
  {
    feature: 'organizations',
    permission: 'organization.rename',
    input: z.object({ name: organizationName, slug: slugField }),
    limit: 'session_management',
    stepUp: 'recent',
    purpose: 'rename_organization',
    once: 'rename_organization',
  },
  async (ctx, typed) => {
    const result = await renameOrganization(ctx, typed);
    if (!result.ok)
      return refusedState(result, {
        slug_taken: inField('slug', slugTakenSentence),
        not_allowed: notAllowedSentence,
      });
    return { status: 'done', goTo: addressIn(result.value.slug, '/settings/general') };
  },
);

export const leaveAction = organizationAction(
  {
    feature: 'organizations',
    permission: 'organization.leave',
    input: z.object({ confirmed: z.literal('on').optional() }),
    limit: 'session_management',
    once: 'leave_organization',
  },
  async (ctx, { confirmed }) => {
    // With scripts, a dialog has already asked.
    if (!confirmed && (await postedWithoutScripts()))
      return { status: 'refused', message: 'Tick the box if you really want to leave.' };
    const result = await leaveOrganization(ctx);
    if (!result.ok)
      return refusedState(result, {
        not_found: noAccessSentence,
        not_allowed: notAllowedSentence,
        last_owner: lastOwnerSentence(ctx.organization.name),
        only_member: onlyMemberSentence(ctx.organization.name),
      });
    return { status: 'done', goTo: '/organizations' };
  },
);

export const deleteOrganizationAction = organizationAction(
  {
    feature: 'organizations',
    permission: 'organization.delete',
    input: typedSlug,
    limit: 'session_management',
    stepUp: 'sensitive',
    purpose: 'delete_organization',
  },
  async (ctx, typed) => {
    const wrong = wrongSlug(ctx, typed);
    if (wrong) return wrong;
    const result = await deleteOrganization(ctx);
    if (!result.ok) return refusedState(result, { not_allowed: notAllowedSentence });
    return { status: 'done', goTo: '/organizations' };
  },
);
