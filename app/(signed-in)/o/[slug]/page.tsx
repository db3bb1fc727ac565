import type { Metadata } from 'next';
import { Figure, Figures } from '@/app/ui/figures';
import { PageHeader } from '@/app/ui/page-header';
import { PersonText } from '@/app/ui/person-text';
import { addressIn } from '@/lib/organization/slug';
import { countMembers } from '@/lib/organization/store';
import { countProjects } from '@/lib/project/store';
import { shownName } from '@/lib/typed/visible';
import { organizationHere, requireOrganization } from '@/lib/web/request/require-organization';
import { roleLabels } from '@/lib/words/organizations';

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const ctx = await organizationHere((await params).slug, 'organization.open');
  return { title: ctx ? shownName(ctx.organization.name) : 'Page not found' };
}

/** What the organization has, at a glance. */
export default async function OrganizationPage({ params }: Props) {
  const ctx = await requireOrganization((await params).slug, 'organization.open');
  const { id, slug, name, role } = ctx.organization;
  const read = await Promise.all([
    countMembers(ctx.db, id),
    countProjects(ctx.db, id), // only: sample
  ]);
  return (
    <>
      <PageHeader
        title={<PersonText>{name}</PersonText>}
        description={`Your role here: ${roleLabels[role].toLowerCase()}.`}
      />
      <Figures>
        {/* only: sample, from here */}
        <Figure href={addressIn(slug, '/projects')} label="Projects" value={read[1]} />
        {/* only: sample, to here */}
        <Figure href={addressIn(slug, '/settings/members')} label="Members" value={read[0]} />
      </Figures>
    </>
  );
}
