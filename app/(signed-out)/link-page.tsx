import Link from 'next/link';
import type { ReactNode } from 'react';
import { AuthShell } from '@/app/ui/auth-shell';
import { linkSentence } from '@/lib/web/messages';

type Props = {
  title: string;
  /** What one press will do; not where the link does not work. */
  description: string;
  works: boolean;
  children: ReactNode;
};

/** Around what a mailed link leads to. */
export function LinkPage({ title, description, works, children }: Props) {
  return (
    <AuthShell
      title={title}
      description={works ? description : undefined}
      footer={
        <Link href="/sign-in" className="text-accent-ink underline">
          Go to sign in
        </Link>
      }
    >
      {children}
    </AuthShell>
  );
}

/** Where a link that protects the account does not work any more. */
export function ToBeSafe() {
  return (
    <p>
      {linkSentence} To be safe,{' '}
      <Link href="/forgot-password" className="text-link">
        choose a new password
      </Link>
      : that signs out every device as well.
    </p>
  );
}
