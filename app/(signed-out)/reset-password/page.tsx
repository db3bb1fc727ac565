import type { Metadata } from 'next';
import { env } from '@/lib/config/env';
import { type LinkSearch, linkOf } from '@/lib/web/request/read-link';
import { ResetPasswordForm } from './form';

export const metadata: Metadata = { title: 'Choose a password' };

export default async function ResetPasswordPage({ searchParams }: { searchParams: LinkSearch }) {
  const { about, ...link } = await linkOf(searchParams, ['reset_password', 'invitation']);
  return (
    <ResetPasswordForm
      {...link}
      email={about?.email}
      isFirst={about?.purpose === 'invitation'}
      passwordMinLength={env().policy.passwordMinLength}
    />
  );
}
