import type { Metadata } from 'next';
import { AuthShell } from '@/app/ui/auth-shell';
import { PageLink } from '@/app/ui/page-link';
import { env } from '@/lib/config/env';
import { durationWords } from '@/lib/time';
import { ForgotPasswordForm } from './form';

export const metadata: Metadata = { title: 'Forgot password' };

export default function ForgotPasswordPage() {
  return (
    <AuthShell
      title="Forgot your password?"
      description="Tell us your email, and we'll send a link to choose a new one."
      footer={
        <PageLink href="/sign-in" className="text-accent-ink underline">
          Back to sign in
        </PageLink>
      }
    >
      <ForgotPasswordForm minutes={durationWords(env().policy.resetLinkLifetime)} />
    </AuthShell>
  );
}
