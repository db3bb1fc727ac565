'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { changeMemberRole, removeMember } from '@/lib/flows/organization/change-members';
import { organizationRoles } from '@/lib/organization/permissions';
import { organizationAction } from '@/lib/web/guards/organization-action';
import { inField, refusedState } from '@/lib/web/guards/refusals';
import { lastOwnerSentence, notAllowedSentence } from '@/lib/words/organizations';

const userId = z.uuid('This is not a member.');
const role = z.enum(organizationRoles, 'Choose a role.');

const gone = 'This person is no longer a member.';

export const changeMemberRoleAction = organizationAction(
  {
    feature: 'organizations',
    permission: 'members.manage',
    input: z.object({ userId, role }),
    limit: 'session_management',
    stepUp: 'recent',
    purpose: 'change_role',
    once: 'change_role',
  },
  async (ctx, typed) => {
    const result = await changeMemberRole(ctx, typed);
    if (!result.ok)
      return refusedState(result, {
        not_found: gone,
        not_allowed: inField('role', notAllowedSentence),
        last_owner: inField('role', lastOwnerSentence(ctx.organization.name)),
      });
    refresh();
    return { status: 'done' };
  },
);

export const removeMemberAction = organizationAction(
  {
    feature: 'organizations',
    permission: 'members.manage',
    input: z.object({ userId }),
    limit: 'session_management',
    stepUp: 'recent',
    purpose: 'remove_member',
    once: 'remove_member',
  },
  async (ctx, typed) => {
    const result = await removeMember(ctx, typed);
    if (!result.ok)
      return refusedState(result, {
        not_found: gone,
        not_allowed: notAllowedSentence,
        last_owner: lastOwnerSentence(ctx.organization.name),
      });
    refresh();
    return { status: 'done' };
  },
);
