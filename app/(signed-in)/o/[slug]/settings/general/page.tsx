import type { Metadata } from 'next';
import { DeleteOrganization } from '@/app/(signed-in)/o/[slug]/settings/general/delete-organization';
import { LeaveOrganization } from '@/app/(signed-in)/o/[slug]/settings/general/leave';
import { OrganizationForm } from '@/app/(signed-in)/o/[slug]/settings/general/organization-form';
import { PageHeader } from '@/app/ui/page-header';
import { Section } from '@/app/ui/section';
import { env } from '@/lib/config/env';
import { needsProof } from '@/lib/flows/context';
import { durationWords } from '@/lib/time';
import { mayHere, requireOrganization } from '@/lib/web/request/require-organization';

export const metadata: Metadata = { title: 'Organization settings' };

type Props = { params: Promise<{ slug: string }> };

export default async function GeneralPage({ params }: Props) {
  const ctx = await requireOrganization((await params).slug, 'organization.open');
  const { name, slug } = ctx.organization;
  const proof = needsProof(ctx, 'recent');
  return (
    <>
      <PageHeader title="Settings" />
      <div className="max-w-3xl">
        {mayHere(ctx, 'organization.rename') ? (
          <Section
            region={false}
            title="Name and address"
            description="A new address takes effect at once, and links to the old one stop working."
          >
            <OrganizationForm name={name} slug={slug} base={`${env().appUrl.host}/o/`} needsProof={proof} />
          </Section>
        ) : null}
        {mayHere(ctx, 'organization.leave') ? (
          <Section
            title="Leave this organization"
            description="You lose access at once. What you made here stays."
          >
            <LeaveOrganization organization={name} />
          </Section>
        ) : (
          <p className="text-muted">There's nothing here that support may see or change.</p>
        )}
        {mayHere(ctx, 'organization.delete') ? (
          <Section title="Delete this organization">
            <DeleteOrganization
              slug={slug}
              name={name}
              grace={durationWords(ctx.policy.organizationDeletionGrace)}
              needsProof={needsProof(ctx, 'sensitive')}
            />
          </Section>
        ) : null}
      </div>
    </>
  );
}
