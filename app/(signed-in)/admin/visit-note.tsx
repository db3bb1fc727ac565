import { Note } from '@/app/ui/note';
import { PageLink } from '@/app/ui/page-link';
import { PersonText } from '@/app/ui/person-text';
import { isOn } from '@/lib/config/features';
import type { SignedInContext } from '@/lib/flows/context';
import { justEndedBy } from '@/lib/session/visits';
import { minutes } from '@/lib/time';
import { staffEndWords, visitSums } from '@/lib/words/support';

/** Says why somebody who saw another account is back in the console. */
export async function VisitNote({ ctx }: { ctx: SignedInContext }) {
  const visit = isOn('supportAccess') ? await justEndedBy(ctx.db, ctx.user.id, minutes(10)) : undefined;
  if (!visit) return null;
  return (
    <Note role="status" tone="info" className="mb-6">
      You no longer see the account of{' '}
      <PageLink href={`/admin/people/${visit.userId}`} className="text-link">
        <PersonText>{visit.person}</PersonText>
      </PageLink>
      : {staffEndWords(visit)}. {visitSums(visit)}.
    </Note>
  );
}
