import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { AuthShell } from '@/app/ui/auth-shell';
import { Note } from '@/app/ui/note';
import type { FirstFactor } from '@/lib/proof';
import { codeQuestion } from '@/lib/web/cookies/pending';
import type { CodeQuestion } from '@/lib/web/guards/action-state';
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
  const asked = await searchParams;
  const next = returnTo(asked.next);
  const question = await codeQuestion();
  // The sign-in page says what became of it.
  if (!question) redirect(signInPath(next));
  const recovery = asked.with === 'recovery-code';
  return (
    <AuthShell
      title={recovery ? 'Use a recovery code' : question.passkey ? 'Confirm it’s you' : 'Enter your code'}
      description={
        recovery
          ? 'One of the codes that you kept when you made them. Each works once.'
          : questionWords(question)
      }
      note={question.why && !recovery ? <Note role="status">{question.why}</Note> : undefined}
      footer={
        <span className="flex flex-wrap gap-x-4 gap-y-1">
          <Link href={signInPath(next)} className="text-accent-ink underline">
            Back to sign in
          </Link>
          <Link href={lostFactorPath(next)} className="text-accent-ink underline">
            I can’t use any of these
          </Link>
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

const firstSteps: Record<FirstFactor, string> = {
  password: 'Your password is right.',
  email_code: 'The code from your email is right.',
  google: 'Google knows you.',
  github: 'GitHub knows you.',
};

const questionWords = ({ begunWith, passkey, app = true }: CodeQuestion): string => {
  const before = firstSteps[begunWith ?? 'password'];
  if (passkey && app)
    return `${before} Now your passkey, or the six digits that your authenticator app shows.`;
  if (passkey) return `${before} Now your passkey. It stays on your device; nothing is typed.`;
  return `${before} Now the six digits that your authenticator app shows for this account.`;
};
