import type { Metadata } from 'next';
import Link from 'next/link';
import { AuthShell } from '@/app/ui/auth-shell';
import { env } from '@/lib/config/env';
import { SignUpForm } from './form';

export const metadata: Metadata = { title: 'Sign up' };

export default function SignUpPage() {
  return (
    <AuthShell
      title="Create your account"
      footer={
        <>
          Already have an account?{' '}
          <Link href="/sign-in" className="text-accent-ink underline">
            Sign in
          </Link>
        </>
      }
    >
      <SignUpForm passwordMinLength={env().policy.passwordMinLength} />
    </AuthShell>
  );
}
