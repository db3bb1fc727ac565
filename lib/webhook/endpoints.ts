/** Where events are sent to. `of`: an organization, or null for the product's own; nobody's endpoint is found by its id alone. */

import { randomUUID } from 'node:crypto';
import { and, asc, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import type { Executor, Transaction } from '../../db/client';
import { organizations } from '../../db/schema/organizations';
import { webhookEndpoints as endpoints } from '../../db/schema/webhooks';
import { nameOfSealKey, type Sealed } from '../sealed';
import type { Seconds } from '../time';
import type { OffReason, WebhookEventName } from './events';
import { newWebhookSecret, openWebhookSecret, sealWebhookSecret } from './secret';

export type EndpointOwner = { readonly organizationId: string | null };
export type NamedEndpoint = EndpointOwner & { readonly id: string };

const ownedBy = ({ organizationId }: EndpointOwner): SQL =>
  organizationId === null ? isNull(endpoints.organizationId) : eq(endpoints.organizationId, organizationId);

const kept = (one: NamedEndpoint) => and(eq(endpoints.id, one.id), ownedBy(one), isNull(endpoints.removedAt));

const columns = {
  id: endpoints.id,
  url: endpoints.url,
  events: sql<WebhookEventName[]>`${endpoints.events}`,
  createdAt: endpoints.createdAt,
  offSince: endpoints.disabledAt,
  offReason: sql<OffReason | null>`${endpoints.disabledReason}`,
};

/** Without its secret. */
export type Endpoint = {
  readonly id: string;
  readonly url: string;
  readonly events: readonly WebhookEventName[];
  readonly createdAt: Date;
  readonly offSince: Date | null;
  readonly offReason: OffReason | null;
};

/** Oldest first. */
export const listEndpoints = (db: Executor, owner: EndpointOwner): Promise<Endpoint[]> =>
  db
    .select(columns)
    .from(endpoints)
    .where(and(ownedBy(owner), isNull(endpoints.removedAt)))
    .orderBy(asc(endpoints.createdAt), asc(endpoints.id));

export async function findEndpoint(db: Executor, one: NamedEndpoint): Promise<Endpoint | undefined> {
  const [row] = await db.select(columns).from(endpoints).where(kept(one));
  return row;
}

export const countEndpoints = (db: Executor, owner: EndpointOwner): Promise<number> =>
  db.$count(endpoints, and(ownedBy(owner), isNull(endpoints.removedAt)));

type NewEndpoint = EndpointOwner & {
  readonly url: string;
  readonly events: readonly WebhookEventName[];
  readonly createdBy?: string;
};

/** The secret is told here and never again. */
export async function addEndpoint(
  db: Executor,
  { organizationId, url, events, createdBy }: NewEndpoint,
  secrets: readonly string[],
): Promise<{ id: string; secret: string }> {
  const id = randomUUID();
  const secret = newWebhookSecret();
  const { sealed, under } = sealWebhookSecret(secrets, secret, { id });
  await db.insert(endpoints).values({
    ...{ id, organizationId, url, createdBy },
    events: [...events],
    secretSealed: sealed,
    secretSealedUnder: under,
  });
  return { id, secret };
}

async function changed(db: Executor, which: SQL | undefined, set: Change): Promise<boolean> {
  const rows = await db.update(endpoints).set(set).where(which).returning({ id: endpoints.id });
  return rows.length > 0;
}
type Change = Parameters<ReturnType<Executor['update']>['set']>[0];

export const setEndpointEvents = (
  db: Executor,
  one: NamedEndpoint,
  events: readonly WebhookEventName[],
): Promise<boolean> => changed(db, kept(one), { events: [...events] });

/** False where it is off already, or gone. */
export const turnOffEndpoint = (db: Executor, one: NamedEndpoint, reason: OffReason): Promise<boolean> =>
  changed(db, and(kept(one), isNull(endpoints.disabledAt)), {
    disabledAt: sql`now()`,
    disabledReason: reason,
  });

/** False where it is on already, or gone. */
export const turnOnEndpoint = (db: Executor, one: NamedEndpoint): Promise<boolean> =>
  changed(db, and(kept(one), isNotNull(endpoints.disabledAt)), { disabledAt: null, disabledReason: null });

/** Its row stays for as long as its deliveries do; its secrets go at once. */
export const markEndpointRemoved = (db: Executor, one: NamedEndpoint): Promise<boolean> =>
  changed(db, kept(one), {
    removedAt: sql`now()`,
    secretSealed: Buffer.alloc(0),
    oldSecretSealed: null,
    oldSecretSealedUnder: null,
  });

/** The one before goes on signing for a while. Undefined where there is no such endpoint. */
export async function rotateEndpointSecret(
  db: Executor,
  one: NamedEndpoint,
  secrets: readonly string[],
): Promise<string | undefined> {
  const secret = newWebhookSecret();
  const { sealed, under } = sealWebhookSecret(secrets, secret, one);
  const done = await changed(db, kept(one), {
    oldSecretSealed: sql`${endpoints.secretSealed}`,
    oldSecretSealedUnder: sql`${endpoints.secretSealedUnder}`,
    secretSealed: sealed,
    secretSealedUnder: under,
    secretChangedAt: sql`now()`,
  });
  return done ? secret : undefined;
}

export type Receiver = NamedEndpoint & {
  /** Whose it is, where it is not the product's own. */
  readonly organization: { readonly name: string; readonly slug: string } | null;
  readonly url: string;
  /** Newest first; none where no server can open them any more. */
  readonly secrets: readonly string[];
};

/** Undefined where nothing is to be sent to it: off, removed, or of an organization that is deleted. `overlap`: for how long an old secret is good. */
export async function findReceiver(
  db: Executor,
  id: string,
  { overlap, secrets }: { readonly overlap: Seconds; readonly secrets: readonly string[] },
): Promise<Receiver | undefined> {
  const [row] = await db
    .select({
      organizationId: endpoints.organizationId,
      organization: { name: organizations.name, slug: organizations.slug },
      url: endpoints.url,
      sealed: endpoints.secretSealed,
      under: endpoints.secretSealedUnder,
      oldSealed: endpoints.oldSecretSealed,
      oldUnder: endpoints.oldSecretSealedUnder,
      oldIsGood: sql<boolean>`coalesce(${endpoints.secretChangedAt} > ${ago(overlap)}, false)`,
    })
    .from(endpoints)
    .leftJoin(organizations, eq(organizations.id, endpoints.organizationId))
    .where(
      and(
        eq(endpoints.id, id),
        isNull(endpoints.removedAt),
        isNull(endpoints.disabledAt),
        isNull(organizations.deletedAt),
      ),
    );
  if (!row) return undefined;
  const { organizationId, organization, url, sealed, under, oldSealed, oldUnder, oldIsGood } = row;
  const good: Sealed[] = [
    { sealed, under },
    ...(oldIsGood && oldSealed && oldUnder ? [{ sealed: oldSealed, under: oldUnder }] : []),
  ];
  const open = good.flatMap((each) => openWebhookSecret(secrets, each, { id }) ?? []);
  return { id, organizationId, organization, url, secrets: open };
}

/** After the servers' secret was replaced: what the old one sealed is sealed again, until the old one can go. */
export async function resealWebhookSecrets(
  tx: Transaction,
  secrets: readonly string[],
  batch: number,
): Promise<number> {
  const old = secrets.slice(1).map((secret) => nameOfSealKey(secret, 'webhook-secret'));
  const rows = await tx
    .select({ id: endpoints.id, sealed: endpoints.secretSealed, under: endpoints.secretSealedUnder })
    .from(endpoints)
    .where(and(inArray(endpoints.secretSealedUnder, old), isNull(endpoints.removedAt)))
    .limit(batch)
    .for('update', { skipLocked: true });
  let resealed = 0;
  for (const row of rows) {
    const secret = openWebhookSecret(secrets, row, row);
    if (secret === undefined) continue;
    const { sealed, under } = sealWebhookSecret(secrets, secret, row);
    const set = { secretSealed: sealed, secretSealedUnder: under };
    if (await changed(tx, eq(endpoints.id, row.id), set)) resealed += 1;
  }
  return resealed;
}
