import { History } from 'lucide-react';
import type { Metadata } from 'next';
import { ProofHint } from '@/app/guard/step-up/proof-hint';
import { CardList } from '@/app/ui/card';
import { EmptyState } from '@/app/ui/empty-state';
import { PageHeader } from '@/app/ui/page-header';
import { PageLink } from '@/app/ui/page-link';
import { Section } from '@/app/ui/section';
import type { Policy } from '@/lib/config/policy';
import { listEndedSessions, listLiveSessions } from '@/lib/session/list';
import { durationWords } from '@/lib/time';
import { browserZone } from '@/lib/web/cookies/preferences';
import { requireSession } from '@/lib/web/request/current-session';
import { proofNoteId } from './names';
import { SessionHistory } from './session-history';
import { SessionRow } from './session-row';
import { deviceCount, ownFirst, shownSession } from './shown-session';
import { SignOutOthers, SignOutOthersPage } from './sign-out-others';
import { SupportSection } from './support-section';

export const metadata: Metadata = { title: 'Sessions' };

const historyLength = 20;

type Props = { searchParams: Promise<{ rename?: string | string[]; confirm?: string | string[] }> };

/** Reading is free; ending a session asks for recent proof. */
export default async function SessionsPage({ searchParams }: Props) {
  const ctx = await requireSession();
  const [asked, live, ended, zone] = await Promise.all([
    searchParams,
    listLiveSessions(ctx.db, ctx.user.id, ctx.policy),
    listEndedSessions(ctx.db, ctx.user.id, ctx.policy, historyLength),
    browserZone(),
  ]);
  const shown = ownFirst(live, ctx.session.id).map((session) => shownSession(session, ctx.session.id));
  const others = shown.filter((session) => !session.current);
  const needsProof = ctx.session.stepUpSecondsLeft <= 0;
  const times = { now: ctx.now.toISOString(), zone };
  const elsewhere = { others, needsProof, ...times };
  if (asked.confirm === 'others' && others.length > 0) return <SignOutOthersPage {...elsewhere} />;
  return (
    <>
      <PageHeader
        title="Sessions"
        description={deviceCount(shown.length)}
        actions={others.length > 0 ? <SignOutOthers {...elsewhere} /> : undefined}
      />
      <ProofHint
        id={proofNoteId}
        needsProof={needsProof && others.length > 0}
        purpose="end a session"
        className="mb-3"
      />
      <CardList label="Active sessions">
        {shown.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            needsProof={needsProof}
            renamingAsked={asked.rename === session.id}
            {...times}
          />
        ))}
      </CardList>
      <p className="mt-3 text-[0.8125rem] text-muted">
        Don't recognize a device? Revoke it and{' '}
        <PageLink href="/settings/security" className="text-link">
          change your password
        </PageLink>
        .
      </p>
      <SupportSection ctx={ctx} zone={zone} />
      <Section title="History" description={historyWords(ended.length, ctx.policy)}>
        {ended.length > 0 ? (
          <SessionHistory sessions={ended} {...times} />
        ) : (
          <EmptyState icon={<History className="size-5" />} title="No session has ended yet">
            When one does, you'll see here when and why.
          </EmptyState>
        )}
      </Section>
    </>
  );
}

function historyWords(count: number, policy: Policy): string {
  return count < historyLength
    ? `Sessions that ended in the last ${durationWords(policy.endedSessionRetention)}, and why.`
    : `The last ${historyLength} sessions that ended, and why.`;
}
