import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { AuthShell } from '@/app/ui/auth-shell';
import { Note } from '@/app/ui/note';
import { codeQuestion } from '@/lib/web/pending-cookie';
import { returnTo, secondFactorPath, signInPath } from '@/lib/web/return-to';
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
      title={recovery ? 'Use a recovery code' : 'Enter your code'}
      description={
        recovery
          ? 'One of the codes that you kept when you made them. Each works once.'
          : 'The first step is done. Now the six digits that your authenticator app shows for this account.'
      }
      note={question.why && !recovery ? <Note role="status">{question.why}</Note> : undefined}
      footer={
        <Link href={signInPath(next)} className="text-accent-ink underline">
          Back to sign in
        </Link>
      }
    >
      <SecondFactorForm
        next={next}
        recovery={recovery}
        trustFor={question.trustFor}
        other={withKind(secondFactorPath(next), recovery)}
      />
    </AuthShell>
  );
}

/** The same page, asking for the other kind of code. */
const withKind = (path: string, recovery: boolean) =>
  recovery ? path : `${path}${path.includes('?') ? '&' : '?'}with=recovery-code`;
