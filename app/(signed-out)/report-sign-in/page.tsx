import type { Metadata } from 'next';
import { LinkForm } from '@/app/ui/link-form';
import { type LinkSearch, linkOf } from '@/lib/web/link-page';
import { LinkPage, ToBeSafe } from '../link-page';
import { report } from './actions';

export const metadata: Metadata = { title: 'Was this not you?' };

/** No sign-in needed: whoever has the link reads the person's mail. */
export default async function ReportSignInPage({ searchParams }: { searchParams: LinkSearch }) {
  const { token, works } = await linkOf(searchParams, ['report_sign_in']);
  return (
    <LinkPage
      title="Was this not you?"
      description="One press signs out every device and switches the password off. Then we send a link to choose a new one."
      works={works}
    >
      <LinkForm
        action={report}
        token={token}
        works={works}
        button="Secure my account"
        pendingLabel="Securing…"
        otherwise={<ToBeSafe />}
        done="Every device is signed out, and the old password opens nothing any more. We sent a link to choose a new one to your email."
      />
    </LinkPage>
  );
}
