/** What a caller may do in the organization of the address: its role there as of now, within the scopes of its token. */

import 'server-only';
import { isOn } from '../../config/features';
import type { OrganizationContext, PooledContext, SignedInContext } from '../../flows/context';
import { ownSeat } from '../../flows/organization/landing';
import type { Permission } from '../../organization/permissions';
import { addressIn, ownSlug } from '../../organization/slug';
import { ownFactorSentence, ownRuleSentences } from '../../words/organizations';
import { takesPerson } from './api-refusals';
import { barOfOrganization } from './organization-route';
import { problem } from './problem';

type Entering = SignedInContext & Pick<PooledContext, 'db'>;

/** Somebody else's organization and one that never was are the same 404. */
export async function enterByApi(
  ctx: Entering,
  permission: Permission,
  slug: string | undefined,
): Promise<OrganizationContext | Response> {
  const { organization } = isOn('organizations') ? ctx : { organization: await ownByName(ctx, slug) };
  const here = { ...ctx, organization };
  // An organization's own key opens that one alone.
  const { organizationId } = ctx.bearer ?? {};
  if (organizationId && organizationId !== (organization ?? ctx.closed)?.id) return problem('not_found');
  const barred =
    (ctx.bearer && ctx.closed && closedToToken(ctx, ctx.closed)) ??
    (await barOfOrganization(here, permission));
  if (barred || !organization) return barred ?? problem('not_found');
  return { ...here, organization };
}

/** In a product without organizations everybody has their own, under one name. */
const ownByName = (ctx: Entering, slug: string | undefined) => (slug === ownSlug ? ownSeat(ctx) : undefined);

/** The organization's own rules want proof, and no token has any. The page of the organization leads to what is missing. */
function closedToToken(
  ctx: SignedInContext,
  closed: NonNullable<SignedInContext['closed']>,
): Response | undefined {
  const { because, name, slug } = closed;
  if (because === 'deleted') return undefined;
  const title = because === 'second_factor' ? ownFactorSentence(name) : ownRuleSentences(name)[because];
  return takesPerson(ctx, addressIn(slug, ''), title);
}
