import type { Metadata } from 'next';
import { EmergencyForm } from '@/app/(signed-in)/admin/emergency/emergency-form';
import { PageWindow } from '@/app/guard/session/page-window';
import { Card } from '@/app/ui/card';
import { Note } from '@/app/ui/note';
import { PageHeader } from '@/app/ui/page-header';
import { countSignedIn } from '@/lib/flows/operator/sign-out-everyone';
import { requireStaff, staffTitle } from '@/lib/web/request/require-staff';
import { peopleWords, sessionsWords } from '@/lib/words/staff';

export const generateMetadata = (): Promise<Metadata> => staffTitle('emergency', 'Emergency');

export default async function EmergencyPage() {
  const ctx = await requireStaff('emergency');
  const live = await countSignedIn(ctx);
  return (
    <>
      <PageWindow sensitivity="sensitive" />
      <PageHeader
        title="Emergency"
        description="When cookies or the database may have been stolen. Afterwards put a new SESSION_SECRET in place of the old one."
        back={{ href: '/admin', label: 'Staff console' }}
      />
      <Card className="max-w-xl">
        <Note tone="danger" className="mb-4">
          This signs out all {peopleWords(live.people)} on {sessionsWords(live.sessions)}, you too.
        </Note>
        <EmergencyForm />
      </Card>
    </>
  );
}
