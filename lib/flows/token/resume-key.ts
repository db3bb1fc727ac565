/** Asks the database what an API key opens: the row decides, at every call. What its person may no longer do, it may not do either. */

import { type FoundKey, findKey } from '../../api-key/found';
import { isAnyOn, isOn, secondFactorFeatures } from '../../config/features';
import { organizationScopes, type Scope } from '../../config/scopes';
import { allows, type OrganizationRole, type Permission } from '../../organization/permissions';
import { judgeDoor } from '../../session/door';
import { seconds, secondsBetween } from '../../time';
import type { Bearer, Caller, PooledContext, Seat } from '../context';

/** What a scope takes of the person's role, in an organization. */
const needed: Partial<Record<Scope, Permission>> = {
  'projects:read': 'project.read', // only: sample
  'projects:write': 'project.write', // only: sample
};

/** A `ResumedBearer`, whose file imports this one. */
type ResumedKey =
  | {
      readonly kind: 'active';
      readonly caller: Caller & { readonly bearer: Bearer };
      readonly touchDue: boolean;
      readonly proofKey: null;
    }
  | { readonly kind: 'ended'; readonly reason: 'expired' | 'revoked' }
  | { readonly kind: 'invalid'; readonly why: string };

/** `token` has the shape of a key. Throws when the database is away, which is never "invalid". */
export async function resumeKey(
  ctx: PooledContext,
  token: string,
  organization?: { readonly slug: string },
): Promise<ResumedKey> {
  const found = await findKey(ctx.db, token, ctx.policy, organization);
  if (!found) return { kind: 'invalid', why: 'it is no key of ours' };
  if (found.endedReason)
    return { kind: 'ended', reason: found.endedReason === 'expired' ? 'expired' : 'revoked' };
  // Without organizations, their keys open nothing.
  if (found.kind === 'service' && !isOn('organizations')) return { kind: 'ended', reason: 'revoked' };
  const seat = isElsewhere(found, organization) ? {} : seatOfKey(found);
  const bearer: Bearer = {
    kind: 'key',
    id: found.id,
    scopes: scopesNow(found, seat.organization?.role),
    ...(found.kind === 'service' ? { organizationId: found.organization?.id } : {}),
  };
  return {
    kind: 'active',
    caller: { user: found.user, session: timesOf(found), ...seat, bearer, now: found.now },
    touchDue: found.touchDue,
    proofKey: null,
  };
}

/** An organization's own key is asked for another one. */
const isElsewhere = ({ kind, organization }: FoundKey, asked: { readonly slug: string } | undefined) =>
  kind === 'service' && asked !== undefined && asked.slug !== organization?.slug;

/** No proof is ever given with a key, and nothing counts as a person who is there (docs/security.md O14). */
function timesOf({ id, expiresAt, now }: FoundKey): Caller['session'] {
  const left = secondsBetween(now, expiresAt);
  return {
    id,
    remembered: false,
    idleSecondsLeft: left,
    absoluteSecondsLeft: left,
    stepUpSecondsLeft: 0,
    sensitive: { idleSecondsLeft: 0, stepUpSecondsLeft: 0 },
  };
}

/**
 * A person's own key comes in where their proof, given when it was made or renewed, would still let them in. An organization's
 * own key is nobody's presence: it outlives what its rules ask of people, but not what they ask of the account behind it.
 */
function seatOfKey(found: FoundKey): Pick<Caller, 'organization' | 'closed'> {
  const { organization, user, provenAt, now, kind } = found;
  if (!organization) return {};
  const { id, slug, name, role, secondFactor, deletedAt, ...ofPeople } = organization;
  const asked = kind === 'service' ? { validFrom: null, absolute: null } : ofPeople;
  const times = { lastActiveAt: now, authenticatedAt: provenAt, longestBreak: seconds(0), outranked: false };
  const door = judgeDoor(
    { ...times, assurance: user.assurance },
    // What nobody can set up is asked of nobody.
    { ...asked, idle: null, secondFactor: secondFactor && isAnyOn(secondFactorFeatures), deletedAt },
    now,
  );
  const seat: Seat = { id, slug, name, role: role as OrganizationRole };
  return door.kind === 'closed' ? { closed: { ...seat, because: door.because } } : { organization: seat };
}

function scopesNow({ kind, scopes }: FoundKey, role: OrganizationRole | undefined): Scope[] {
  return scopes.filter((scope) => {
    if (kind === 'service' && !organizationScopes.includes(scope)) return false;
    const permission = needed[scope];
    return !role || !permission || allows(role, permission);
  });
}
