'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { changeRules, signOutOrganization } from '@/lib/flows/organization/change-rules';
import { absoluteChoices, idleChoices, supportChoices } from '@/lib/organization/limits';
import { addressIn } from '@/lib/organization/slug';
import type { Seconds } from '@/lib/time';
import { organizationAction } from '@/lib/web/guards/organization-action';
import { inField, refusedState } from '@/lib/web/guards/refusals';
import { notAllowedSentence, ownFactorFirstSentence } from '@/lib/words/organizations';
import { typedSlug, wrongSlug } from '../typed-slug';

const lengthOf = (choices: readonly Seconds[]) =>
  z
    .string('Choose one of the list.')
    .refine(
      (text) => text === '' || choices.some((length) => String(length) === text),
      'Choose one of the list.',
    )
    .transform((text) => (text === '' ? null : (Number(text) as Seconds)));

export const changeRulesAction = organizationAction(
  {
    feature: 'organizations',
    permission: 'organization.rules',
    input: z.object({
      idle: lengthOf(idleChoices),
      absolute: lengthOf(absoluteChoices),
      secondFactor: z.literal('on').optional(),
      supportAccess: z.enum(supportChoices, 'Choose one of the list.').optional(),
    }),
    limit: 'session_management',
    stepUp: 'recent',
    purpose: 'change_organization_rules',
    once: 'change_organization_rules',
  },
  async (ctx, { secondFactor, supportAccess, ...limits }) => {
    const asked = { ...limits, secondFactor: secondFactor === 'on' };
    const result = await changeRules(ctx, supportAccess ? { ...asked, supportAccess } : asked);
    if (!result.ok)
      return refusedState(result, {
        own_factor_missing: inField('secondFactor', ownFactorFirstSentence),
        not_allowed: notAllowedSentence,
      });
    refresh();
    return { status: 'done' };
  },
);

/** The owner is out as well: the page asks for proof before it opens again. */
export const signOutOrganizationAction = organizationAction(
  {
    feature: 'organizations',
    permission: 'organization.sign_out',
    input: typedSlug,
    limit: 'session_management',
    stepUp: 'sensitive',
    purpose: 'sign_out_organization',
  },
  async (ctx, typed) => {
    const wrong = wrongSlug(ctx, typed);
    if (wrong) return wrong;
    const result = await signOutOrganization(ctx);
    if (!result.ok) return refusedState(result, { not_allowed: notAllowedSentence });
    return { status: 'done', goTo: addressIn(ctx.organization.slug, '/settings/security') };
  },
);
