'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { organizationWebhooks } from '@/lib/config/features';
import {
  changeEndpoint,
  createEndpoint,
  removeEndpoint,
  resendDelivery,
  rotateSecret,
  sendTest,
  switchEndpoint,
} from '@/lib/flows/webhooks/change-endpoints';
import { addressIn } from '@/lib/organization/slug';
import type { ActionState } from '@/lib/web/guards/action-state';
import { notConfirmed } from '@/lib/web/guards/factor-answers';
import { organizationAction } from '@/lib/web/guards/organization-action';
import { inField, refusedState } from '@/lib/web/guards/refusals';
import { notAllowedSentence } from '@/lib/words/organizations';
import {
  deliveryGoneSentence,
  tooManyWebhooks,
  webhookAddressFaults,
  webhookGoneSentence,
  webhookOffSentence,
} from '@/lib/words/webhooks';
import { chosenEvents, eventFields } from './fields';

type Shown = { readonly secret: string };

const guard = {
  feature: organizationWebhooks,
  permission: 'webhooks.manage',
  limit: 'session_management',
} as const;
const proven = { ...guard, stepUp: 'recent', purpose: 'change_webhooks' } as const;

const endpoint = { endpointId: z.uuid(webhookGoneSentence) };
const gone = { not_found: webhookGoneSentence, not_allowed: notAllowedSentence };
const off = { ...gone, off: webhookOffSentence };

const inUrl = Object.fromEntries(
  Object.entries(webhookAddressFaults).map(([fault, sentence]) => [fault, inField('url', sentence)]),
) as Record<keyof typeof webhookAddressFaults, ActionState<never>>;

/** The secret goes to the page that asked and is kept nowhere that could show it again. */
export const addWebhookAction = organizationAction(
  {
    ...proven,
    permission: 'webhooks.manage',
    input: z
      .object({ url: z.string(webhookAddressFaults.not_an_address), ...eventFields })
      .transform(chosenEvents),
  },
  async (ctx, input): Promise<ActionState<Shown>> => {
    const made = await createEndpoint(ctx, input);
    if (!made.ok)
      return refusedState(made, {
        ...inUrl,
        too_many: tooManyWebhooks(ctx.policy.webhooksPerOrganization),
        not_allowed: notAllowedSentence,
      });
    refresh();
    return { status: 'done', data: { secret: made.value.secret } };
  },
);

export const changeWebhookEventsAction = organizationAction(
  {
    ...guard,
    permission: 'webhooks.manage',
    input: z.object({ ...endpoint, ...eventFields }).transform(chosenEvents),
    once: 'change_webhook_events',
  },
  async (ctx, input) => {
    const changed = await changeEndpoint(ctx, input);
    if (!changed.ok) return refusedState(changed, gone);
    refresh();
    return { status: 'done' };
  },
);

export const switchWebhookAction = organizationAction(
  {
    ...guard,
    permission: 'webhooks.manage',
    input: z.object({ ...endpoint, state: z.enum(['on', 'off']) }),
    once: 'switch_webhook',
  },
  async (ctx, input) => {
    const switched = await switchEndpoint(ctx, input);
    if (!switched.ok) return refusedState(switched, gone);
    refresh();
    return { status: 'done' };
  },
);

export const rotateWebhookSecretAction = organizationAction(
  { ...proven, permission: 'webhooks.manage', input: z.object(endpoint) },
  async (ctx, input): Promise<ActionState<Shown>> => {
    const rotated = await rotateSecret(ctx, input);
    if (!rotated.ok) return refusedState(rotated, gone);
    refresh();
    return { status: 'done', data: rotated.value };
  },
);

export const removeWebhookAction = organizationAction(
  {
    ...proven,
    permission: 'webhooks.manage',
    input: z.object({ ...endpoint, confirmed: z.literal('on').optional() }),
    once: 'remove_webhook',
  },
  async (ctx, input) => {
    const unasked = await notConfirmed(input, 'remove this webhook');
    if (unasked) return unasked;
    const removed = await removeEndpoint(ctx, input);
    if (!removed.ok) return refusedState(removed, gone);
    return { status: 'done', goTo: addressIn(ctx.organization.slug, '/settings/webhooks') };
  },
);

export const sendTestEventAction = organizationAction(
  { ...guard, permission: 'webhooks.manage', input: z.object(endpoint), once: 'send_test_event' },
  async (ctx, input) => {
    const sent = await sendTest(ctx, input);
    if (!sent.ok) return refusedState(sent, off);
    refresh();
    return { status: 'done' };
  },
);

export const sendDeliveryAgainAction = organizationAction(
  {
    ...guard,
    permission: 'webhooks.manage',
    input: z.object({ ...endpoint, deliveryId: z.uuid(deliveryGoneSentence) }),
    once: 'send_delivery_again',
  },
  async (ctx, input) => {
    const sent = await resendDelivery(ctx, input);
    if (!sent.ok) return refusedState(sent, { ...off, not_found: deliveryGoneSentence });
    refresh();
    return { status: 'done' };
  },
);
