/** The statement that finds a session, and how its rows are read. Every request runs it, and a query builder would cost as much again. */

import { isOn } from '../config/features';
import type { Role } from '../config/policy';
import type { EndReason } from './reasons';
import { overruled } from './sql';
import { type VisitRow, visitColumns, visitJoin } from './visit-row';

/** `first`: there is nothing yet to compare with. */
export type Acquaintance = 'known' | 'first' | 'new';

/** Times come as text: the driver reads none for hand-written statements. */
type FoundRow = {
  id: string;
  remembered: boolean;
  signedInAt: string;
  lastActiveAt: string;
  authenticatedAt: string;
  endedAt: string | null;
  endedReason: EndReason | null;
  changedAt: string | null;
  returnedAt: string | null;
  network: Acquaintance;
  browser: Acquaintance;
  overruledReason: EndReason | null;
  overruledAt: string | null;
  proven: number;
  provenWith: string;
  userId: string;
  email: string;
  name: string;
  role: Role;
  assurance: number;
  hasPassword: boolean;
  /** Support asks this person for something, and they haven't answered yet. */
  asked: boolean;
  now: string;
};

/** What comes with an organization. */
type FoundSeat = {
  organizationId: string;
  organizationSlug: string;
  organizationName: string;
  organizationRole: string | null;
  landed: boolean;
  longestBreak: number;
  validFrom: string | null;
  ownIdle: number | null;
  ownAbsolute: number | null;
  secondFactorRequired: boolean;
  deletedAt: string | null;
  supportAccess: string;
};

function acquaintance(given: string, known: string): string {
  return `case when ${given}::text is null or ${given} = any(${known}) then 'known' when ${known} = '{}' then 'first' else 'new' end`;
}

const unanswered = `exists (select 1 from support_grants g where g.user_id = u.id and g.granted_at is null
    and g.refused_at is null and g.revoked_at is null and g.expires_at > now())`;

/**
 * What each name means; nothing depends on the order. Rows are read by hand: made an object, each would cost a few hundredths
 * of the query.
 */
const columns: Readonly<Record<keyof FoundRow, string>> = {
  id: 's.id',
  remembered: 's.remembered',
  signedInAt: 's.signed_in_at',
  lastActiveAt: 's.last_active_at',
  authenticatedAt: 's.authenticated_at',
  endedAt: 's.ended_at',
  endedReason: 's.ended_reason',
  changedAt: `greatest(s.network_changed_at, s.browser_changed_at,
    case when u.suspected_at > s.authenticated_at then u.suspected_at end)`,
  returnedAt: 's.returned_at',
  network: acquaintance('$2', 's.known_networks'),
  browser: acquaintance('$3', 's.known_browsers'),
  overruledReason: overruled.reason('s', 'u'),
  overruledAt: overruled.at('s', 'u'),
  proven: 's.assurance',
  provenWith: 's.authenticated_with',
  userId: 'u.id',
  email: 'u.email',
  name: 'u.name',
  role: 'u.role',
  assurance: 'u.assurance',
  hasPassword: 'u.has_password',
  asked: isOn('supportAccess') ? unanswered : 'false',
  now: 'now()',
};

const seatColumns: Readonly<Record<keyof FoundSeat, string>> = {
  organizationId: 'o.id',
  organizationSlug: 'o.slug',
  organizationName: 'o.name',
  organizationRole: 'm.role',
  landed: 's.last_organization_id is not distinct from o.id',
  longestBreak: 's.longest_break_seconds',
  validFrom: 'o.sessions_valid_from',
  ownIdle: 'o.idle_limit_seconds',
  ownAbsolute: 'o.absolute_limit_seconds',
  secondFactorRequired: 'o.second_factor_required',
  deletedAt: 'o.deleted_at',
  supportAccess: 'o.support_access',
};

/** `kind`: the secret of one kind opens no session of the other. */
const statement = (columns: object, joined = '', kind = 'browser') =>
  `${chosen(columns, joined)} where s.secret_hash = $1 and s.kind = '${kind}'`;
const chosen = (columns: object, joined: string) => `select ${Object.values(columns).join(', ')}
  from sessions s join users u on u.id = s.user_id ${joined}`;

const seatJoin = (named: string) => `left join organizations o on ${named}
    left join memberships m on m.organization_id = o.id and m.user_id = u.id`;

export const findStatement = statement(columns);
export const findBySlug = statement({ ...columns, ...seatColumns }, seatJoin('o.slug = $4'));
export const findById = statement({ ...columns, ...seatColumns }, seatJoin('o.id = $4::uuid'));
/** By the id of a session that was judged before. */
export const findSeatStatement = `${chosen({ ...columns, ...seatColumns }, seatJoin('o.id = $4::uuid'))} where s.id = $1::uuid`;
const visit = { ...columns, ...seatColumns, ...visitColumns };
export const findVisitBySlug = statement(visit, `${seatJoin('o.slug = $4')} ${visitJoin}`, 'support');
export const findVisitById = statement(visit, `${seatJoin('o.id = $4::uuid')} ${visitJoin}`, 'support');

/** `more` comes last. By the id that the access tokens of an app name; with an organization by its slug, or without one. */
export const appStatement = (more: Readonly<Record<string, string>>, within: boolean) => {
  const found = within
    ? chosen({ ...columns, ...seatColumns, ...more }, seatJoin('o.slug = $4'))
    : chosen({ ...columns, ...more }, '');
  return `${found} where s.id = $1::uuid and s.kind = 'api'`;
};

type Row = FoundRow & FoundSeat & VisitRow;
const placeOf = Object.fromEntries(
  Object.keys({ ...columns, ...seatColumns, ...visitColumns }).map((name, place) => [name, place]),
) as Readonly<Record<keyof Row, number>>;
export const read = <Name extends keyof Row>(row: readonly unknown[], name: Name) =>
  row[placeOf[name]] as Row[Name];
