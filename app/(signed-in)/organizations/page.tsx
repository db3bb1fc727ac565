import type { Metadata } from 'next';
import { DeletedList } from '@/app/(signed-in)/organizations/deleted-list';
import { Badge } from '@/app/ui/badge';
import { CardItem, CardList } from '@/app/ui/card';
import { LinkButton } from '@/app/ui/link-button';
import { PageHeader } from '@/app/ui/page-header';
import { PageLink } from '@/app/ui/page-link';
import { PersonText } from '@/app/ui/person-text';
import { Section } from '@/app/ui/section';
import { listDeleted } from '@/lib/flows/organization/delete-organization';
import { listSeats } from '@/lib/flows/organization/landing';
import { addressIn } from '@/lib/organization/slug';
import { browserZone } from '@/lib/web/cookies/preferences';
import { requireSession } from '@/lib/web/request/current-session';
import { requireFeature } from '@/lib/web/request/require-feature';
import { roleLabels } from '@/lib/words/organizations';

export const metadata: Metadata = { title: 'Organizations' };

export default async function OrganizationsPage() {
  const ctx = await requireSession({ support: 'view' });
  requireFeature('organizations');
  const [organizations, deleted, zone] = await Promise.all([listSeats(ctx), listDeleted(ctx), browserZone()]);
  return (
    <>
      <PageHeader
        title="Organizations"
        actions={
          <LinkButton variant="primary" href="/organizations/new">
            New organization
          </LinkButton>
        }
      />
      <CardList label="Organizations">
        {organizations.map(({ id, slug, name, role }) => (
          <CardItem key={id} className="relative first:rounded-t-lg last:rounded-b-lg hover:bg-hover">
            <p>
              <PageLink
                href={addressIn(slug, '')}
                className="font-medium text-ink after:absolute after:inset-0 hover:underline"
              >
                <PersonText>{name}</PersonText>
              </PageLink>{' '}
              <Badge>{roleLabels[role]}</Badge>
            </p>
            <p className="mt-0.5 text-[0.8125rem] text-muted">/o/{slug}</p>
          </CardItem>
        ))}
      </CardList>
      {deleted.length > 0 ? (
        <Section title="Deleted" description="Closed for everyone. Any of their owners can bring them back.">
          <DeletedList
            deleted={deleted.map((each) => ({ ...each, until: each.until.toISOString() }))}
            now={ctx.now.toISOString()}
            zone={zone}
          />
        </Section>
      ) : null}
    </>
  );
}
