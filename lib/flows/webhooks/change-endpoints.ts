/** An organization adds, changes and removes the addresses that its events go to. */

import type { Transaction } from '../../../db/client';
import { env } from '../../config/env';
import { ok, type Result, refused } from '../../result';
import { checkUrl, hostOf, type UrlFault } from '../../webhook/address';
import { tellTest } from '../../webhook/claims';
import { dropWaiting } from '../../webhook/deliveries';
import {
  addEndpoint,
  countEndpoints,
  type Endpoint,
  findEndpoint,
  markEndpointRemoved,
  type NamedEndpoint,
  rotateEndpointSecret,
  setEndpointEvents,
  turnOffEndpoint,
  turnOnEndpoint,
} from '../../webhook/endpoints';
import type { WebhookEventName } from '../../webhook/events';
import { queueAgain, queueTest } from '../../webhook/outbox';
import { type AskNames, resolveHost } from '../../webhook/resolve';
import { actorHere, type OrganizationContext } from '../context';
import { ifPermitted } from '../steps/permitted';
import { record } from '../steps/record';

export type AddressFault = UrlFault | 'no_public_host';

/**
 * As it is kept: what a browser would ask for, checked by its text and by where its name leads now. It is checked again at each
 * delivery. A name that leads into a private network is refused like one that leads nowhere: nobody is told which names there are.
 */
export async function readAddress(text: string, ask?: AskNames): Promise<Result<string, AddressFault>> {
  const allowPrivate = env().webhooksAllowPrivate;
  const url = checkUrl(text.trim(), allowPrivate);
  if (typeof url === 'string') return refused(url);
  const resolved = await resolveHost(hostOf(url), allowPrivate, ask);
  return typeof resolved === 'string' ? refused('no_public_host') : ok(url.href);
}

/** What stands in the trail: paths and queries may hold secrets. */
export const hostFor = (url: string): string => new URL(url).host;

type New = { readonly url: string; readonly events: readonly WebhookEventName[] };

/** The secret is told here and never again. */
export async function createEndpoint(
  ctx: OrganizationContext,
  input: New,
  ask?: AskNames,
): Promise<Result<{ id: string; secret: string }, AddressFault | 'too_many' | 'not_allowed'>> {
  const address = await readAddress(input.url, ask);
  if (!address.ok) return address;
  const url = address.value;
  return ifPermitted(
    ctx,
    'webhooks.manage',
    async (tx): Promise<Result<{ id: string; secret: string }, 'too_many'>> => {
      const organizationId = ctx.organization.id;
      if ((await countEndpoints(tx, { organizationId })) >= ctx.policy.webhooksPerOrganization)
        return refused('too_many');
      const more = { events: input.events, createdBy: ctx.user.id };
      const made = await addEndpoint(tx, { organizationId, url, ...more }, env().sessionSecrets);
      await record(ctx, tx, { event: 'webhook_created', ...saying(ctx, url) });
      return ok(made);
    },
  );
}

const saying = (ctx: OrganizationContext, url: string, data: Readonly<Record<string, string>> = {}) =>
  ({ outcome: 'success', ...actorHere(ctx), data: { host: hostFor(url), ...data } }) as const;

type Named = { readonly endpointId: string };
type Missing = 'not_found' | 'not_allowed';

/** By those who may, to an endpoint of this organization that was not removed. */
const withEndpoint = <Done, Reason extends string = never>(
  ctx: OrganizationContext,
  { endpointId: id }: Named,
  deed: (tx: Transaction, one: NamedEndpoint & Endpoint) => Promise<Result<Done, Reason>>,
): Promise<Result<Done, Missing | Reason>> =>
  ifPermitted(ctx, 'webhooks.manage', async (tx): Promise<Result<Done, 'not_found' | Reason>> => {
    const named = { id, organizationId: ctx.organization.id };
    const found = await findEndpoint(tx, named);
    return found ? deed(tx, { ...found, ...named }) : refused('not_found');
  });

export const changeEndpoint = (
  ctx: OrganizationContext,
  input: Named & Pick<New, 'events'>,
): Promise<Result<void, Missing>> =>
  withEndpoint(ctx, input, async (tx, one) => {
    await setEndpointEvents(tx, one, input.events);
    await record(ctx, tx, { event: 'webhook_changed', ...saying(ctx, one.url) });
    return ok(undefined);
  });

/** Off, what waits for it is dropped. On again, a test event goes first. Doing it twice changes nothing. */
export const switchEndpoint = (
  ctx: OrganizationContext,
  input: Named & { readonly state: 'on' | 'off' },
): Promise<Result<void, Missing>> =>
  withEndpoint(ctx, input, async (tx, one) => {
    const { state } = input;
    const changed = state === 'on' ? await turnOnEndpoint(tx, one) : await turnOffEndpoint(tx, one, 'person');
    if (!changed) return ok(undefined);
    if (state === 'on') await queueTest(tx, one, tellTest(one.id, env().appUrl.origin));
    else await dropWaiting(tx, one.id);
    await record(ctx, tx, { event: 'webhook_changed', ...saying(ctx, one.url, { state }) });
    return ok(undefined);
  });

/** The old one goes on signing for a while, beside the new one. */
export const rotateSecret = (
  ctx: OrganizationContext,
  input: Named,
): Promise<Result<{ secret: string }, Missing>> =>
  withEndpoint(ctx, input, async (tx, one): Promise<Result<{ secret: string }, 'not_found'>> => {
    const secret = await rotateEndpointSecret(tx, one, env().sessionSecrets);
    if (secret === undefined) return refused('not_found');
    await record(ctx, tx, { event: 'webhook_secret_rotated', ...saying(ctx, one.url) });
    return ok({ secret });
  });

/** Nothing goes there from the commit on, except what is on its way in this moment. */
export const removeEndpoint = (ctx: OrganizationContext, input: Named): Promise<Result<void, Missing>> =>
  withEndpoint(ctx, input, async (tx, one) => {
    await markEndpointRemoved(tx, one);
    await dropWaiting(tx, one.id);
    await record(ctx, tx, { event: 'webhook_removed', ...saying(ctx, one.url) });
    return ok(undefined);
  });

/** Whether or not anything happens: an event about the receiver itself. */
export const sendTest = (ctx: OrganizationContext, input: Named): Promise<Result<void, Missing | 'off'>> =>
  withEndpoint(ctx, input, async (tx, one): Promise<Result<void, 'off'>> => {
    if (one.offSince) return refused('off');
    await queueTest(tx, one, tellTest(one.id, env().appUrl.origin));
    return ok(undefined);
  });

/** Under the same jti, so that a receiver which has it already knows. */
export const resendDelivery = (
  ctx: OrganizationContext,
  input: Named & { readonly deliveryId: string },
): Promise<Result<void, Missing | 'off'>> =>
  withEndpoint(ctx, input, async (tx, one): Promise<Result<void, 'off' | 'not_found'>> => {
    if (one.offSince) return refused('off');
    const { organizationId } = one;
    const again = await queueAgain(tx, { ...input, endpointId: one.id, organizationId });
    return again ? ok(undefined) : refused('not_found');
  });
