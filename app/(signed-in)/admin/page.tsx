import type { Metadata } from 'next';
import { PageWindow } from '@/app/guard/session/page-window';
import { Card } from '@/app/ui/card';
import { LinkButton } from '@/app/ui/link-button';
import { PageHeader } from '@/app/ui/page-header';
import { Section } from '@/app/ui/section';
import { countEveryone } from '@/lib/flows/operator/search-people';
import { isPermitted } from '@/lib/staff/permissions';
import { requireStaff, staffTitle } from '@/lib/web/request/require-staff';
import { peopleWords, sessionsWords } from '@/lib/words/staff';
import { Facts } from './facts';
import { SearchForm } from './search-form';
import { VisitNote } from './visit-note';

export const generateMetadata = (): Promise<Metadata> => staffTitle('find', 'Staff console');

export default async function StaffPage() {
  const ctx = await requireStaff('find');
  const counts = await countEveryone(ctx);
  return (
    <>
      <PageWindow sensitivity="sensitive" />
      <PageHeader
        title="Staff console"
        description="Find someone to help them. Every look and every change is recorded with your name."
      />
      <VisitNote ctx={ctx} />
      <SearchForm text="" />
      <Section title="Right now">
        <Card>
          <Facts
            facts={[
              ['Signed in', `${peopleWords(counts.people)} on ${sessionsWords(counts.sessions)}`],
              ['Disabled accounts', counts.disabled.toLocaleString('en')],
              ['Staff', `${counts.administrators} administrators, ${counts.support} in support`],
            ]}
          />
        </Card>
      </Section>
      {isPermitted(ctx.user.role, 'emergency') ? (
        <Section title="Emergency" description="When cookies or the database may have been stolen.">
          <LinkButton href="/admin/emergency">Sign everyone out…</LinkButton>
        </Section>
      ) : null}
    </>
  );
}
