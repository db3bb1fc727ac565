import type { Metadata } from 'next';
import { EndpointForm } from '@/app/(signed-in)/o/[slug]/settings/webhooks/endpoint-form';
import { EndpointList } from '@/app/(signed-in)/o/[slug]/settings/webhooks/endpoint-list';
import { PageHeader } from '@/app/ui/page-header';
import { Section } from '@/app/ui/section';
import { organizationWebhooks } from '@/lib/config/features';
import { needsProof } from '@/lib/flows/context';
import { addressIn } from '@/lib/organization/slug';
import { requireFeature } from '@/lib/web/request/require-feature';
import { mayHere, requireOrganization } from '@/lib/web/request/require-organization';
import { listEndpoints } from '@/lib/webhook/endpoints';

export const metadata: Metadata = { title: 'Webhooks' };

type Props = { params: Promise<{ slug: string }> };

export default async function WebhooksPage({ params }: Props) {
  const ctx = await requireOrganization((await params).slug, 'webhooks.read');
  requireFeature(organizationWebhooks);
  const { id: organizationId, slug } = ctx.organization;
  const endpoints = await listEndpoints(ctx.db, { organizationId });
  return (
    <>
      <PageHeader
        title="Webhooks"
        description="Your own programs hear what happens here: each event is signed and sent to the addresses below."
      />
      <EndpointList
        endpoints={endpoints.map(({ id, url, events, offReason }) => ({
          ...{ id, url, events, offReason },
          href: addressIn(slug, `/settings/webhooks/${id}`),
        }))}
      />
      {mayHere(ctx, 'webhooks.manage') ? (
        <Section
          id="add"
          region={false}
          title="Add endpoint"
          description="It has to answer with 202 within 10 seconds. You'll see its secret once."
        >
          <EndpointForm needsProof={needsProof(ctx, 'recent')} />
        </Section>
      ) : null}
    </>
  );
}
