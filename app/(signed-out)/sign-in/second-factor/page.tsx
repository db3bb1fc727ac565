import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthShell } from '@/app/ui/auth-shell';
import { Note } from '@/app/ui/note';
import { PageLink } from '@/app/ui/page-link';
import { secondFactorFeatures } from '@/lib/config/features';
import { codeQuestion } from '@/lib/web/cookies/pending';
import type { CodeQuestion } from '@/lib/web/guards/action-state';
import { requireFeature } from '@/lib/web/request/require-feature';
import {
  lostFactorPath,
  recoveryCodePath,
  returnTo,
  secondFactorPath,
  signInPath,
} from '@/lib/web/request/return-to';
import { SecondFactorForm } from './form';

export const metadata: Metadata = { title: 'Enter your code' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SecondFactorPage({ searchParams }: Props) {
  requireFeature(secondFactorFeatures);
  const asked = await searchParams;
  const next = returnTo(asked.next);
  const question = await codeQuestion();
  // The sign-in page says what happened.
  if (!question) redirect(signInPath(next));
  const recovery = asked.with === 'recovery-code';
  return (
    <AuthShell
      title={recovery ? 'Use a recovery code' : question.passkey ? 'Confirm it’s you' : 'Enter your code'}
      description={
        recovery ? 'One of the codes you saved when you made them. Each works once.' : questionWords(question)
      }
      note={question.why && !recovery ? <Note role="status">{question.why}</Note> : undefined}
      footer={
        <span className="flex flex-wrap gap-x-4 gap-y-1">
          <PageLink href={signInPath(next)} className="text-accent-ink underline">
            Back to sign in
          </PageLink>
          <PageLink href={lostFactorPath(next)} className="text-accent-ink underline">
            I can’t use any of these
          </PageLink>
        </span>
      }
    >
      <SecondFactorForm
        next={next}
        recovery={recovery}
        passkey={question.passkey ?? false}
        app={question.app ?? true}
        trustFor={question.trustFor}
        other={recovery ? secondFactorPath(next) : recoveryCodePath(next)}
      />
    </AuthShell>
  );
}

const questionWords = ({ passkey, app = true }: CodeQuestion): string => {
  if (passkey && app) return 'Use your passkey, or enter the 6-digit code from your app.';
  if (passkey) return 'Use your passkey. It stays on your device; you type nothing.';
  return 'Enter the 6-digit code from your authenticator app.';
};
