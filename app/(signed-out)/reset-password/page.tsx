import type { Metadata } from 'next';
import { env } from '@/lib/config/env';
import { type LinkSearch, linkOf } from '@/lib/web/link-page';
import { LinkPage } from '../link-page';
import { ResetPasswordForm } from './form';

export const metadata: Metadata = { title: 'Choose a new password' };

export default async function ResetPasswordPage({ searchParams }: { searchParams: LinkSearch }) {
  const { token, works } = await linkOf(searchParams, ['reset_password']);
  return (
    <LinkPage
      title="Choose a new password"
      description="Every device is signed out when it is set. Then sign in with the new one."
      works={works}
    >
      <ResetPasswordForm token={token} works={works} passwordMinLength={env().policy.passwordMinLength} />
    </LinkPage>
  );
}
