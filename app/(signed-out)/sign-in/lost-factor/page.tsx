import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthShell } from '@/app/ui/auth-shell';
import { Note } from '@/app/ui/note';
import { PageLink } from '@/app/ui/page-link';
import { env } from '@/lib/config/env';
import { secondFactorFeatures } from '@/lib/config/features';
import type { FirstFactor } from '@/lib/proof';
import { lostFactorQuestion } from '@/lib/web/cookies/pending';
import { browserZone } from '@/lib/web/cookies/preferences';
import { requireFeature } from '@/lib/web/request/require-feature';
import { recoveryCodePath, returnTo, secondFactorPath, signInPath } from '@/lib/web/request/return-to';
import {
  aloneWords,
  factorResetSentence,
  resetByOperatorSentence,
  resetWaitWords,
  waitAdjective,
  waitTitle,
} from '@/lib/words/lost-factors';
import { BeginWait } from './form';

export const metadata: Metadata = { title: 'Lost every second factor' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Only after the first factor, in the browser that gave it. */
export default async function LostFactorPage({ searchParams }: Props) {
  requireFeature(secondFactorFeatures);
  const next = returnTo((await searchParams).next);
  const state = await lostFactorQuestion();
  // The sign-in page says what happened.
  if (state.kind === 'pending_over') redirect(signInPath(next));
  const { factorResetWait, factorResetLinkLifetime: lifetime } = env().policy;
  const wait = resetWaitWords(factorResetWait);
  const open = state.kind === 'open' ? state : undefined;
  const times = { zone: await browserZone(), lifetime };
  return (
    <AuthShell
      title={open ? waitTitle(open) : 'Lost every second factor?'}
      description={
        state.kind === 'none'
          ? "There's a way back. It's slow on purpose, so that nobody else can use it unnoticed."
          : undefined
      }
      footer={
        <PageLink href={secondFactorPath(next)} className="text-accent-ink underline">
          Back: I have one of them
        </PageLink>
      }
    >
      {state.kind === 'administrator' ? (
        <Note>{resetByOperatorSentence}</Note>
      ) : (
        <>
          {state.kind === 'none' ? <Way wait={wait} next={next} begunWith={state.begunWith} /> : null}
          <BeginWait
            wait={waitAdjective(factorResetWait)}
            next={next}
            told={open && factorResetSentence(open, times)}
          />
        </>
      )}
    </AuthShell>
  );
}

type WayProps = { wait: string; next: string; begunWith: FirstFactor | undefined };

/** What to do before the wait starts. */
function Way({ wait, next, begunWith }: WayProps) {
  return (
    <ol className="mb-5 list-decimal space-y-2 pl-5">
      <li>
        If you kept recovery codes,{' '}
        <PageLink href={recoveryCodePath(next)} className="text-link">
          use one of them
        </PageLink>
        : that opens your account at once.
      </li>
      <li>
        Otherwise start a wait of {wait}. We'll email every address of your account, now and before it ends,
        with a link that stops it.
      </li>
      <li>
        When it's over, we'll email you a link that removes your second factors. After that{' '}
        {aloneWords(begunWith)}, and you set up new ones.
      </li>
    </ol>
  );
}
