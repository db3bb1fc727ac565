import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { ProviderButtons } from '@/app/(signed-out)/provider-buttons';
import { SignUpForm } from '@/app/(signed-out)/sign-up/form';
import { ClearProviderNote } from '@/app/guard/clear-provider-note';
import { AuthShell } from '@/app/ui/auth-shell';
import { Note } from '@/app/ui/note';
import { PageLink } from '@/app/ui/page-link';
import { env } from '@/lib/config/env';
import { offeredProviders } from '@/lib/web/provider/authorization';
import { providerNote } from '@/lib/web/provider/note';
import { requireFeature } from '@/lib/web/request/require-feature';
import { defaultPage } from '@/lib/web/request/return-to';
import { signedInHere } from '@/lib/web/request/signed-in-here';

export const metadata: Metadata = { title: 'Sign up' };

export default async function SignUpPage() {
  requireFeature('openSignUp');
  if (await signedInHere()) redirect(defaultPage);
  const told = await providerNote();
  return (
    <AuthShell
      title="Create your account"
      note={
        told ? (
          <Note role="status" tone="info">
            {told.text}
            <ClearProviderNote />
          </Note>
        ) : undefined
      }
      footer={
        <>
          Already have an account?{' '}
          <PageLink href="/sign-in" className="text-accent-ink underline">
            Sign in
          </PageLink>
        </>
      }
    >
      <SignUpForm passwordMinLength={env().policy.passwordMinLength} />
      <ProviderButtons providers={offeredProviders()} next={defaultPage} signUp />
    </AuthShell>
  );
}
