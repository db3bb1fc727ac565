import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { AuthShell } from '@/app/ui/auth-shell';
import { env } from '@/lib/config/env';
import { durationWords } from '@/lib/time';
import { codeQuestion } from '@/lib/web/pending-cookie';
import { secondFactorPath } from '@/lib/web/return-to';
import { BeginWait } from './form';

export const metadata: Metadata = { title: 'Lost every second factor' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Only after the first factor, in the browser that gave it. */
export default async function LostFactorPage({ searchParams }: Props) {
  const path = secondFactorPath((await searchParams).next);
  if (!(await codeQuestion())) redirect('/sign-in');
  const wait = durationWords(env().policy.factorResetWait);
  return (
    <AuthShell
      title="Lost every second factor?"
      description="There is a way back. It is slow on purpose, so that nobody else can take it unnoticed."
      footer={
        <Link href={path} className="text-accent-ink underline">
          Back: I have one of them
        </Link>
      }
    >
      <ol className="mb-5 list-decimal space-y-2 pl-5">
        <li>If you kept recovery codes, use one of them: that opens your account at once.</li>
        <li>
          Otherwise start a wait of {wait}. We tell every address of your account, with a link that stops it.
        </li>
        <li>
          When it is over we mail you a link that removes your second factors. After that your password alone
          signs you in, and you set up a new one.
        </li>
      </ol>
      <BeginWait wait={wait.replace(/^(\d+) (\w+?)s?$/, '$1-$2')} />
    </AuthShell>
  );
}
