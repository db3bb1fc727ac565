/** The first line of every page of an organization. The address names it, and the session's own statement tells the person's role. */

import 'server-only';
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { isOn } from '../../config/features';
import type { Sensitivity } from '../../config/policy';
import { reaches } from '../../config/support';
import type { OrganizationContext, SignedInContext } from '../../flows/context';
import { ownSeat } from '../../flows/organization/landing';
import { allows, type Permission, supportLevelOf } from '../../organization/permissions';
import { ownSlug } from '../../organization/slug';
import type { ClosedBecause } from '../../session/door';
import { askedPathHeader, currentSession, requireSession } from './current-session';
import { wayIn } from './way-in';

/**
 * Gives the same 404 for somebody else's organization, one that doesn't exist, and a page that the role doesn't open. Where the
 * organization's own rules keep the session out, the person is led to what is missing, and back.
 */
export async function requireOrganization(
  slug: string,
  permission: Permission,
  sensitivity: Sensitivity = 'normal',
): Promise<OrganizationContext> {
  const { closed } = await requireSession({ sensitivity, support: supportLevelOf(permission) });
  if (closed?.slug === slug) redirect((await wayBackIn(closed.because)) ?? notFound());
  return (await organizationHere(slug, permission)) ?? notFound();
}

const wayBackIn = async (because: ClosedBecause) =>
  wayIn(because, (await headers()).get(askedPathHeader) ?? '');

/** The same for titles: undefined where the page will redirect or give a 404. Runs once for each render. */
export const organizationHere = cache(
  async (slug: string, permission: Permission): Promise<OrganizationContext | undefined> => {
    const session = await currentSession();
    if (session.kind !== 'active') return undefined;
    const organization = await seatIn(session.ctx, slug);
    const ctx = organization && { ...session.ctx, organization };
    return ctx && mayHere(ctx, permission) ? ctx : undefined;
  },
);

/** What the role opens, and while support sees it as this person, what is open to support as well. */
export const mayHere = ({ organization, support }: OrganizationContext, permission: Permission): boolean =>
  allows(organization.role, permission) && (!support || reaches(support.level, supportLevelOf(permission)));

async function seatIn(ctx: SignedInContext, slug: string) {
  if (isOn('organizations')) return ctx.organization?.slug === slug ? ctx.organization : undefined;
  const asked = (await headers()).get(askedPathHeader);
  return slug === ownSlug && !asked?.startsWith('/o/') ? ownSeat(ctx) : undefined;
}
