'use client';

import { FormMessage } from '@/app/guard/forms/form-message';
import { useActionForm } from '@/app/guard/forms/use-action-form';
import { AuthShell } from '@/app/ui/auth-shell';
import { SubmitButton } from '@/app/ui/button';
import { PageLink } from '@/app/ui/page-link';
import { PersonText } from '@/app/ui/person-text';
import { resendAction } from './actions';

/** The same for every address: only the mail says whether it has an account. */
export function CheckEmail({ email, lifetime }: { email: string; lifetime: string }) {
  const { state, pending, form } = useActionForm(resendAction);
  return (
    <AuthShell
      title="Check your email"
      footer={
        <>
          Confirmed already?{' '}
          <PageLink href="/sign-in" className="text-accent-ink underline">
            Sign in
          </PageLink>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p>
          We sent a link to{' '}
          <strong className="font-medium">
            <PersonText>{email}</PersonText>
          </strong>
          . Open it to finish signing up. It expires in {lifetime}.
        </p>
        <p className="text-muted">
          Nothing after a minute? Check your spam folder, or check that this is your address and{' '}
          <PageLink href="/sign-up" className="text-link">
            sign up again
          </PageLink>
          .
        </p>
        <form {...form} className="flex flex-col gap-3">
          <FormMessage state={state} />
          <SubmitButton variant="secondary" pending={pending} pendingLabel="Sending…" wide>
            Send it again
          </SubmitButton>
          <p role="status" className="text-muted empty:hidden">
            {state.status === 'done'
              ? 'If your sign-up is still waiting, the link is on its way. We send it at most once a minute.'
              : null}
          </p>
        </form>
      </div>
    </AuthShell>
  );
}
