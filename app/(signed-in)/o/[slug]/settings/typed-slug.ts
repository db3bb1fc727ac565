/** The address of the organization, typed by hand before what concerns everyone in it. */

import { z } from 'zod';
import type { OrganizationContext } from '@/lib/flows/context';
import { inField } from '@/lib/web/guards/refusals';

export const typedSlug = z.object({
  typedSlug: z.string().transform((text) => text.trim().toLowerCase()),
});

/** Undefined where it is right. */
export const wrongSlug = ({ organization }: OrganizationContext, typed: z.output<typeof typedSlug>) =>
  typed.typedSlug === organization.slug
    ? undefined
    : inField('typedSlug', `Type ${organization.slug}, the address of this organization.`);
