import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { StopForm } from '@/app/(signed-in)/visit-banner';
import { LinkButton } from '@/app/ui/link-button';
import { PageHeader } from '@/app/ui/page-header';
import { requireSession } from '@/lib/web/request/current-session';
import { requireFeature } from '@/lib/web/request/require-feature';
import { requestIdHeader, shapeResponse } from '@/lib/web/server/node-request';
import { notForSupport } from '@/lib/words/support';

export const metadata: Metadata = { title: 'Closed to support' };

/** Where support lands that asks for a page which says nothing of support. */
export default async function ClosedToSupportPage() {
  const ctx = await requireSession({ support: 'view' });
  requireFeature('supportAccess');
  if (!ctx.support) notFound();
  shapeResponse((await headers()).get(requestIdHeader) ?? '', { status: 403 });
  return (
    <>
      <PageHeader title="This page is closed to support" description={notForSupport} />
      <div className="flex flex-wrap items-start gap-3">
        <LinkButton href="/dashboard">Go to their dashboard</LinkButton>
        <StopForm label="Stop, and go back to the console" size="md" />
      </div>
    </>
  );
}
