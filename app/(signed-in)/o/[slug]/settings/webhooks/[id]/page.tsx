import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { DeliveryList } from '@/app/(signed-in)/o/[slug]/settings/webhooks/[id]/delivery-list';
import {
  EndpointDeeds,
  EndpointState,
} from '@/app/(signed-in)/o/[slug]/settings/webhooks/[id]/endpoint-deeds';
import { LinkButton } from '@/app/ui/link-button';
import { PageHeader } from '@/app/ui/page-header';
import { PersonText } from '@/app/ui/person-text';
import { Section } from '@/app/ui/section';
import { organizationWebhooks } from '@/lib/config/features';
import { needsProof } from '@/lib/flows/context';
import { addressIn } from '@/lib/organization/slug';
import { durationWords } from '@/lib/time';
import { browserZone } from '@/lib/web/cookies/preferences';
import { requireFeature } from '@/lib/web/request/require-feature';
import { mayHere, requireOrganization } from '@/lib/web/request/require-organization';
import { type Delivery, listDeliveries } from '@/lib/webhook/deliveries';
import { findEndpoint } from '@/lib/webhook/endpoints';
import { answerWords } from '@/lib/words/webhooks';

export const metadata: Metadata = { title: 'Webhook' };

type Props = {
  params: Promise<{ slug: string; id: string }>;
  searchParams: Promise<{ before?: string | string[] }>;
};

const perPage = 50;

export default async function WebhookPage({ params, searchParams }: Props) {
  const ctx = await requireOrganization((await params).slug, 'webhooks.read');
  requireFeature(organizationWebhooks);
  const { id: organizationId, slug } = ctx.organization;
  const id = z.uuid().safeParse((await params).id).data ?? notFound();
  const endpoint = (await findEndpoint(ctx.db, { id, organizationId })) ?? notFound();
  const before = z.uuid().safeParse((await searchParams).before).data;
  const [found, zone] = await Promise.all([
    listDeliveries(ctx.db, { endpointId: id, organizationId }, { before, limit: perPage + 1 }),
    browserZone(),
  ]);
  // One more was read than is shown: it says whether there is a next page.
  const shown = found.slice(0, perPage);
  const older = found.length > perPage ? shown.at(-1)?.id : undefined;
  const here = addressIn(slug, `/settings/webhooks/${id}`);
  const manages = mayHere(ctx, 'webhooks.manage');
  return (
    <>
      <PageHeader
        title={<PersonText className="break-all">{endpoint.url}</PersonText>}
        back={{ href: addressIn(slug, '/settings/webhooks'), label: 'Webhooks' }}
      />
      {manages ? <EndpointState id={id} off={endpoint.offReason} /> : null}
      <Section
        title="Deliveries"
        description={`What was sent in the last ${durationWords(ctx.policy.webhookRetention)}, newest first.`}
      >
        <DeliveryList
          endpointId={id}
          deliveries={shown.map(shownDelivery)}
          sends={manages && !endpoint.offSince}
          now={ctx.now.toISOString()}
          zone={zone}
        />
        {before || older ? (
          <nav aria-label="Pages" className="mt-4 flex gap-2">
            {before ? (
              <LinkButton size="sm" href={here}>
                Newest
              </LinkButton>
            ) : null}
            {older ? (
              <LinkButton size="sm" href={`${here}?before=${older}`}>
                Older
              </LinkButton>
            ) : null}
          </nav>
        ) : null}
      </Section>
      {manages ? (
        <EndpointDeeds
          id={id}
          events={endpoint.events}
          overlap={durationWords(ctx.policy.webhookSecretOverlap)}
          needsProof={needsProof(ctx, 'recent')}
        />
      ) : null}
    </>
  );
}

const stateOf = ({ deliveredAt, droppedAt, attempts }: Delivery) => {
  if (deliveredAt) return 'delivered';
  if (droppedAt) return 'dropped';
  return attempts > 0 ? 'retrying' : 'waiting';
};

const shownDelivery = (delivery: Delivery) => {
  const { id, event, attempts, answered, repeated, createdAt } = delivery;
  return {
    ...{ id, event, attempts, repeated },
    // In words: the row knows more than readers of this page may.
    answer: answerWords(answered),
    at: createdAt.toISOString(),
    state: stateOf(delivery),
  } as const;
};
