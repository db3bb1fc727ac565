/** The product's own receivers, which hear of everybody: set by the operator alone. */

import { env } from '../../config/env';
import { ok, type Result, refused } from '../../result';
import { dropWaiting } from '../../webhook/deliveries';
import { addEndpoint, type Endpoint, listEndpoints, markEndpointRemoved } from '../../webhook/endpoints';
import { webhookEventNames } from '../../webhook/events';
import type { AskNames } from '../../webhook/resolve';
import { type AnonymousContext, inTransaction } from '../context';
import { record } from '../steps/record';
import { type AddressFault, hostFor, readAddress } from './change-endpoints';

const own = { organizationId: null };
const byOperator = { outcome: 'success', reason: 'operator' } as const;

/** ToldEvent of everything. The secret is returned here and never again. */
export async function addOwnEndpoint(
  ctx: AnonymousContext,
  { url }: { readonly url: string },
  ask?: AskNames,
): Promise<Result<{ id: string; secret: string }, AddressFault>> {
  const address = await readAddress(url, ask);
  if (!address.ok) return address;
  return inTransaction(ctx, async (tx) => {
    const made = await addEndpoint(
      tx,
      { ...own, url: address.value, events: webhookEventNames },
      env().sessionSecrets,
    );
    const data = { host: hostFor(address.value) };
    await record(ctx, tx, { event: 'webhook_created', ...byOperator, data });
    return ok(made);
  });
}

export const listOwnEndpoints = (ctx: AnonymousContext): Promise<Endpoint[]> => listEndpoints(ctx.db, own);

export const removeOwnEndpoint = (
  ctx: AnonymousContext,
  { id }: { readonly id: string },
): Promise<Result<void, 'not_found'>> =>
  inTransaction(ctx, async (tx): Promise<Result<void, 'not_found'>> => {
    const found = (await listEndpoints(tx, own)).find((each) => each.id === id);
    if (!found || !(await markEndpointRemoved(tx, { ...own, id }))) return refused('not_found');
    await dropWaiting(tx, id);
    await record(ctx, tx, { event: 'webhook_removed', ...byOperator, data: { host: hostFor(found.url) } });
    return ok(undefined);
  });
