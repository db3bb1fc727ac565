import { History } from 'lucide-react';
import type { Metadata } from 'next';
import { CardList } from '@/app/ui/card';
import { EmptyState } from '@/app/ui/empty-state';
import { PageHeader } from '@/app/ui/page-header';
import { Section } from '@/app/ui/section';
import { listEndedSessions, listLiveSessions } from '@/lib/session/list';
import { requireSession } from '@/lib/web/current-session';
import { readerZone } from '@/lib/web/reader';
import { SessionHistory } from './session-history';
import { SessionRow } from './session-row';
import { deviceCount, ownFirst, shownSession } from './shown-session';
import { SignOutOthers } from './sign-out-others';

export const metadata: Metadata = { title: 'Sessions' };

const historyLength = 20;

/** Reading is free; ending a session asks for recent proof. */
export default async function SessionsPage() {
  const ctx = await requireSession();
  const [live, ended, zone] = await Promise.all([
    listLiveSessions(ctx.db, ctx.user.id, ctx.policy),
    listEndedSessions(ctx.db, ctx.user.id, ctx.policy, historyLength),
    readerZone(),
  ]);
  const shown = ownFirst(live, ctx.session.id).map((session) => shownSession(session, ctx.session.id));
  const others = shown.filter((session) => !session.current);
  const needsProof = ctx.session.stepUpSecondsLeft <= 0;
  const times = { now: ctx.now.toISOString(), zone };
  return (
    <>
      <PageHeader
        title="Sessions"
        description={deviceCount(shown.length)}
        actions={others.length > 0 ? <SignOutOthers others={others} needsProof={needsProof} /> : undefined}
      />
      <CardList label="Active sessions">
        {shown.map((session) => (
          <SessionRow key={session.id} session={session} needsProof={needsProof} {...times} />
        ))}
      </CardList>
      <Section title="History" description={`The last ${historyLength} sessions that ended, and why.`}>
        {ended.length > 0 ? (
          <SessionHistory sessions={ended} {...times} />
        ) : (
          <EmptyState icon={<History className="size-5" />} title="No session has ended yet">
            When one does, you will see here when and why.
          </EmptyState>
        )}
      </Section>
    </>
  );
}
