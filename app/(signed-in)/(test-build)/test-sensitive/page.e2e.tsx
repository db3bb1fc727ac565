import type { Metadata } from 'next';
import { PageWindow } from '@/app/guard/session/page-window';
import { PageHeader } from '@/app/ui/page-header';
import { requireSession } from '@/lib/web/request/current-session';

export const metadata: Metadata = { title: 'Sensitive' };

export default async function SensitivePage() {
  await requireSession({ sensitivity: 'sensitive' });
  return (
    <>
      <PageWindow sensitivity="sensitive" />
      <PageHeader title="Sensitive" description="Seen for a short while only." />
    </>
  );
}
