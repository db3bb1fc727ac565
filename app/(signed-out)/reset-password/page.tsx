import type { Metadata } from 'next';
import Link from 'next/link';
import { AuthShell } from '@/app/ui/auth-shell';
import { env } from '@/lib/config/env';
import { type LinkSearch, linkOf } from '@/lib/web/link-page';
import { ResetPasswordForm } from './form';

export const metadata: Metadata = { title: 'Choose a new password' };

export default async function ResetPasswordPage({ searchParams }: { searchParams: LinkSearch }) {
  const { token, works } = await linkOf(searchParams, ['reset_password']);
  return (
    <AuthShell
      title="Choose a new password"
      description={
        works ? 'Every device is signed out when it is set. Then sign in with the new one.' : undefined
      }
      footer={
        <Link href="/sign-in" className="text-accent-ink underline">
          Back to sign in
        </Link>
      }
    >
      <ResetPasswordForm token={token} works={works} passwordMinLength={env().policy.passwordMinLength} />
    </AuthShell>
  );
}
