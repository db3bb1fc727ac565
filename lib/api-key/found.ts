/** Finds what a key opens. Every call of a program runs it: one prepared statement, one round trip, the database's own clock. */

import type { Database } from '../../db/client';
import { isOn } from '../config/features';
import type { Role } from '../config/policy';
import { isScope, type Scope } from '../config/scopes';
import type { Seconds } from '../time';
import type { KeyEndReason, KeyKind } from './rules';
import { hashOfKey } from './store';

export type FoundKey = {
  readonly id: string;
  readonly kind: KeyKind;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date;
  /** Its person confirmed that it was them when they made it, and when they renewed it. */
  readonly provenAt: Date;
  readonly touchDue: boolean;
  /** Why it opens nothing, as of now; null where it does. */
  readonly endedReason: KeyEndReason | null;
  readonly user: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly role: Role;
    readonly assurance: number;
    readonly hasPassword: boolean;
  };
  /** Of an organization's own key always that one; else the one that was asked for. Absent where its person doesn't belong to it. */
  readonly organization?: FoundKeyOrganization | undefined;
  readonly now: Date;
};

type FoundKeyOrganization = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly role: string;
  readonly validFrom: Date | null;
  readonly absolute: Seconds | null;
  readonly secondFactor: boolean;
  readonly deletedAt: Date | null;
};

/** Times come as text: the driver reads none for hand-written statements. */
type Row = {
  id: string;
  kind: KeyKind;
  scopes: string;
  expiresAt: string;
  provenAt: string;
  touchDue: boolean;
  endedReason: KeyEndReason | null;
  userId: string;
  email: string;
  name: string;
  role: Role;
  assurance: number;
  hasPassword: boolean;
  organizationId: string;
  slug: string;
  organizationName: string;
  organizationRole: string | null;
  validFrom: string | null;
  absolute: number | null;
  secondFactor: boolean;
  deletedAt: string | null;
  now: string;
};

/** Whatever became of the account: the events of the table end its keys, and a key that one of them missed opens nothing either. */
const endedReason = `case
  when k.revoked_at is not null then k.revoked_reason
  when k.expires_at <= now() then 'expired'
  when greatest(k.created_at, k.renewed_at, k.last_used_at) <= now() - $4::int * interval '1 second' then 'unused'
  when u.disabled_at is not null or u.deletion_requested_at is not null or u.email_verified_at is null
    or u.password_reset_required_at is not null then 'account'
  when k.kind = 'person' and greatest(k.created_at, k.renewed_at) < u.sessions_valid_from
    and u.sessions_ended_reason in ('password_reset', 'reported', 'operator', 'account_disabled') then 'account'
  when k.kind = 'service' and m.role is null then 'member_removed'
  when k.kind = 'person' and k.created_at < (select closing.sessions_valid_from from platform closing) then 'operator'
  end`;

const columns: Readonly<Record<keyof Row, string>> = {
  id: 'k.id',
  kind: 'k.kind',
  scopes: "array_to_string(k.scopes, ' ')",
  expiresAt: 'k.expires_at',
  provenAt: 'coalesce(k.renewed_at, k.created_at)',
  touchDue: "(k.last_used_at is null or k.last_used_at <= now() - $3::int * interval '1 second')",
  endedReason,
  userId: 'u.id',
  email: 'u.email',
  name: 'u.name',
  role: 'u.role',
  assurance: 'u.assurance',
  hasPassword: 'u.has_password',
  organizationId: 'o.id',
  slug: 'o.slug',
  organizationName: 'o.name',
  organizationRole: 'm.role',
  validFrom: 'o.sessions_valid_from',
  absolute: 'o.absolute_limit_seconds',
  secondFactor: 'o.second_factor_required',
  deletedAt: 'o.deleted_at',
  now: 'now()',
};

const statement = `select ${Object.values(columns).join(', ')}
  from api_keys k join users u on u.id = k.user_id
    left join organizations o on o.id = coalesce(k.organization_id, (select asked.id from organizations asked where asked.slug = $2))
    left join memberships m on m.organization_id = o.id and m.user_id = u.id
  where k.token_hash = $1`;

const placeOf = Object.fromEntries(Object.keys(columns).map((name, place) => [name, place])) as Readonly<
  Record<keyof Row, number>
>;
const read = <Name extends keyof Row>(row: readonly unknown[], name: Name) => row[placeOf[name]] as Row[Name];
const dateOf = (text: string | null) => (text === null ? null : new Date(text));

type Asking = { readonly apiTouchInterval: Seconds; readonly unusedKeyEnd: Seconds };

/** Undefined for what was never a key of ours. Throws when the database is away, which is never "wrong". */
export async function findKey(
  db: Database,
  token: string,
  { apiTouchInterval, unusedKeyEnd }: Asking,
  organization?: { readonly slug: string },
): Promise<FoundKey | undefined> {
  const given = [hashOfKey(token), organization?.slug ?? null, apiTouchInterval, unusedKeyEnd];
  const [row] = await db.$client.unsafe(statement, given, { prepare: true }).values();
  return row && foundKey(row);
}

const foundKey = (row: readonly unknown[]): FoundKey => ({
  id: read(row, 'id'),
  kind: read(row, 'kind'),
  scopes: read(row, 'scopes').split(' ').filter(isScope),
  expiresAt: new Date(read(row, 'expiresAt')),
  provenAt: new Date(read(row, 'provenAt')),
  touchDue: read(row, 'touchDue'),
  endedReason: read(row, 'endedReason'),
  user: {
    id: read(row, 'userId'),
    email: read(row, 'email'),
    name: read(row, 'name'),
    role: read(row, 'role'),
    assurance: read(row, 'assurance'),
    hasPassword: read(row, 'hasPassword'),
  },
  organization: isOn('organizations') ? foundOrganization(row) : undefined,
  now: new Date(read(row, 'now')),
});

function foundOrganization(row: readonly unknown[]): FoundKey['organization'] {
  const role = read(row, 'organizationRole');
  if (!role) return undefined;
  return {
    id: read(row, 'organizationId'),
    slug: read(row, 'slug'),
    name: read(row, 'organizationName'),
    role,
    validFrom: dateOf(read(row, 'validFrom')),
    absolute: read(row, 'absolute') as Seconds | null,
    secondFactor: read(row, 'secondFactor'),
    deletedAt: dateOf(read(row, 'deletedAt')),
  };
}
