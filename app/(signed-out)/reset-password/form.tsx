'use client';

import { LinkPage } from '@/app/guard/forms/link-page';
import { PageLink } from '@/app/ui/page-link';
import { PasswordField } from '@/app/ui/password-field';
import { linkSentence } from '@/lib/words/reasons';
import { setPasswordAction } from './actions';

type Props = {
  token: string | undefined;
  works: boolean;
  email: string | undefined;
  /** Of somebody who was invited: there is nothing to sign out. */
  isFirst: boolean;
  passwordMinLength: number;
};

export function ResetPasswordForm({ token, works, email, isFirst, passwordMinLength }: Props) {
  const whose = email ?? 'this address';
  return (
    <LinkPage
      action={setPasswordAction}
      token={token}
      works={works}
      title={isFirst ? 'Choose a password' : 'Choose a new password'}
      description={
        isFirst
          ? `Choose a password for ${whose}, then sign in with it.`
          : `For the account of ${whose}. When you set it, every device is signed out; then sign in with it.`
      }
      button="Set password"
      pendingLabel="Setting…"
      otherwise={
        <p>
          {linkSentence}{' '}
          <PageLink href="/forgot-password" className="text-link">
            Ask for a new link
          </PageLink>
          .
        </p>
      }
    >
      {(state) => (
        <PasswordField
          label={isFirst ? 'Password' : 'New password'}
          name="password"
          autoComplete="new-password"
          hint={`At least ${passwordMinLength} characters; a few unrelated words work well.`}
          error={state.fields?.password}
          required
        />
      )}
    </LinkPage>
  );
}
