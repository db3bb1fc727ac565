/** API routes of one organization: `/api/organizations/acme/…`. The session's own statement tells the person's role, as on its pages. */

import 'server-only';
import type { NextRequest } from 'next/server';
import { actorHere, type OrganizationContext, type SignedInContext } from '../../flows/context';
import { record } from '../../flows/steps/record';
import { allows, type Permission } from '../../organization/permissions';
import { slugInApi } from '../../organization/slug';
import { notAllowedSentence, ownFactorSentence, ownRuleSentences } from '../../words/organizations';
import { problem } from './problem';
import { type ProtectedRouteOptions, protectedRoute } from './route-guards';

type Options = Omit<ProtectedRouteOptions, 'within' | 'bars' | 'feature'> & {
  readonly permission: Permission;
};

/** Where the organization's own rules keep the session out, it says what is missing. */
function keptOut({ because, name }: NonNullable<SignedInContext['closed']>): Response {
  if (because === 'deleted') return problem('not_found');
  return because === 'second_factor'
    ? problem('forbidden', { title: ownFactorSentence(name) })
    : problem('step_up_required', { title: ownRuleSentences(name)[because] });
}

/** An answer keeps the caller out: by the organization's own rules, as no member, or by their role. */
export async function barOfOrganization(
  ctx: SignedInContext,
  permission: Permission,
): Promise<Response | undefined> {
  if (ctx.closed) return keptOut(ctx.closed);
  const { organization } = ctx;
  if (!organization) return problem('not_found');
  if (allows(organization.role, permission)) return undefined;
  await record(ctx, ctx.db, {
    event: 'authz_fail',
    outcome: 'failure',
    ...actorHere({ ...ctx, organization }),
    data: { asked: permission },
  });
  return problem('forbidden', { title: notAllowedSentence });
}

/** Deny by default: it names the permission it needs. Somebody else's organization and one that never was are the same 404. */
export function organizationRoute(
  { permission, ...options }: Options,
  handler: (ctx: OrganizationContext, request: NextRequest) => Promise<Response>,
): (request: NextRequest) => Promise<Response> {
  const bars = (ctx: SignedInContext) => barOfOrganization(ctx, permission);
  const within = ({ nextUrl }: NextRequest) => slugInApi(nextUrl.pathname);
  return protectedRoute({ ...options, feature: 'organizations', within, bars }, async (ctx, request) => {
    const { organization } = ctx;
    return organization ? handler({ ...ctx, organization }, request) : problem('not_found');
  });
}
