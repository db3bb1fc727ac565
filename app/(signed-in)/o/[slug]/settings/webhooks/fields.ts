/** A form sends each chosen event as a field of its own. */

import { z } from 'zod';
import { organizationWebhookEvents, type WebhookEventName } from '@/lib/webhook/events';
import { noEventsSentence } from '@/lib/words/webhooks';

type EventFields = { [Name in WebhookEventName]?: 'on' | undefined };

export const eventFields = Object.fromEntries(
  organizationWebhookEvents.map((name) => [name, z.literal('on').optional()]),
);

export function chosenEvents<Rest extends Record<string, unknown>>(
  typed: Rest,
  issues: z.RefinementCtx,
): Rest & { readonly events: readonly WebhookEventName[] } {
  const events = organizationWebhookEvents.filter((name) => (typed as EventFields)[name] === 'on');
  if (events.length === 0) issues.addIssue({ code: 'custom', path: ['events'], message: noEventsSentence });
  return { ...typed, events };
}
