import type { Metadata } from 'next';
import { NewOrganizationForm } from '@/app/(signed-in)/organizations/new/form';
import { Card } from '@/app/ui/card';
import { PageHeader } from '@/app/ui/page-header';
import { env } from '@/lib/config/env';
import { requireSession } from '@/lib/web/request/current-session';
import { requireFeature } from '@/lib/web/request/require-feature';

export const metadata: Metadata = { title: 'New organization' };

export default async function NewOrganizationPage() {
  await requireSession();
  requireFeature('organizations');
  return (
    <div className="max-w-2xl">
      <PageHeader title="New organization" back={{ href: '/organizations', label: 'Organizations' }} />
      <Card>
        <NewOrganizationForm base={`${env().appUrl.host}/o/`} />
      </Card>
    </div>
  );
}
