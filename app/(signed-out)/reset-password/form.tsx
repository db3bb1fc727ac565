'use client';

import Link from 'next/link';
import { LinkForm } from '@/app/ui/link-form';
import { PasswordField } from '@/app/ui/password-field';
import { linkSentence } from '@/lib/web/messages';
import { setPassword } from './actions';

type Props = { token: string | undefined; works: boolean; passwordMinLength: number };

export function ResetPasswordForm({ token, works, passwordMinLength }: Props) {
  return (
    <LinkForm
      action={setPassword}
      token={token}
      works={works}
      button="Set password"
      pendingLabel="Setting…"
      otherwise={
        <p>
          {linkSentence}{' '}
          <Link href="/forgot-password" className="text-link">
            Ask for a new link
          </Link>
          .
        </p>
      }
    >
      {(state) => (
        <PasswordField
          label="New password"
          name="password"
          autoComplete="new-password"
          hint={`At least ${passwordMinLength} characters; a few unrelated words work well.`}
          error={state.fields?.password}
          required
        />
      )}
    </LinkForm>
  );
}
