'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { invitePeople, resendInvitation, revokeInvitation } from '@/lib/flows/organization/invite-people';
import { invitedRoles } from '@/lib/invitation/roles';
import { splitAddresses } from '@/lib/typed/email';
import type { ActionState } from '@/lib/web/guards/action-state';
import { organizationAction } from '@/lib/web/guards/organization-action';
import { rateLimited, refusedState } from '@/lib/web/guards/refusals';
import {
  invitationGoneSentence,
  invitationsSent,
  inviteFaultWords,
  notAnAddressWords,
  oneInviteFault,
} from '@/lib/words/invitations';
import { notAllowedSentence } from '@/lib/words/organizations';

const mostAtOnce = 20;

const invited = {
  feature: 'organizations',
  limit: 'session_management',
  stepUp: 'recent',
  purpose: 'invite_people',
} as const;

/** Those that can be invited are; the others stay in the field, each with its sentence. */
export const invitePeopleAction = organizationAction(
  {
    ...invited,
    permission: 'members.manage',
    input: z.object({
      emails: z
        .string()
        .max(10_000, 'These are too many addresses at once.')
        .transform(splitAddresses)
        .refine(({ good, bad }) => good.length + bad.length > 0, 'Enter an email address.')
        .refine(
          ({ good, bad }) => good.length + bad.length <= mostAtOnce,
          `Enter ${mostAtOnce} addresses at most.`,
        ),
      role: z.enum(invitedRoles, 'Choose a role.'),
    }),
  },
  async (ctx, { emails, role }): Promise<ActionState<{ sent: number }>> => {
    const all = await invitePeople(ctx, { emails: emails.good, role });
    const faults = all.flatMap(({ email, fault }) => (fault ? [{ email, fault }] : []));
    const sent = all.length - faults.length;
    if (sent > 0) refresh();
    if (faults.length + emails.bad.length === 0) return { status: 'done', data: { sent } };
    const sentences = [
      ...emails.bad.map(notAnAddressWords),
      ...faults.map(({ email, fault }) => inviteFaultWords(email, fault)),
    ];
    return {
      status: 'invalid',
      message: sent > 0 ? `${invitationsSent(sent)} Look at the rest again.` : undefined,
      fields: { emails: sentences.join(' ') },
      values: { emails: [...emails.bad, ...faults.map(({ email }) => email)].join('\n'), role },
    };
  },
);

const one = z.object({ invitationId: z.uuid(invitationGoneSentence) });

export const resendInvitationAction = organizationAction(
  { ...invited, permission: 'members.manage', input: one },
  async (ctx, asked) => {
    const sent = await resendInvitation(ctx, asked);
    if (!sent.ok)
      return refusedState(
        sent,
        { ...rateLimited, not_found: invitationGoneSentence, not_allowed: notAllowedSentence },
        oneInviteFault,
      );
    refresh();
    return { status: 'done' };
  },
);

export const revokeInvitationAction = organizationAction(
  { ...invited, permission: 'members.manage', input: one },
  async (ctx, asked) => {
    const revoked = await revokeInvitation(ctx, asked);
    if (!revoked.ok)
      return refusedState(revoked, { not_found: invitationGoneSentence, not_allowed: notAllowedSentence });
    refresh();
    return { status: 'done' };
  },
);
