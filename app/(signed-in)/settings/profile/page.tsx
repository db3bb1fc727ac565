import type { Metadata } from 'next';
import { PageHeader } from '@/app/ui/page-header';
import { requireSession } from '@/lib/web/current-session';
import { ExportData } from './export-data';

export const metadata: Metadata = { title: 'Profile' };

export default async function ProfilePage() {
  const ctx = await requireSession();
  return (
    <>
      <PageHeader title="Profile" />
      <ExportData needsProof={ctx.session.stepUpSecondsLeft <= 0} />
    </>
  );
}
