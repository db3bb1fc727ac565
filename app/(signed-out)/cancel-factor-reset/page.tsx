import type { Metadata } from 'next';
import { LinkPage } from '@/app/guard/forms/link-page';
import { secondFactorFeatures } from '@/lib/config/features';
import { type LinkSearch, linkOf } from '@/lib/web/request/read-link';
import { requireFeature } from '@/lib/web/request/require-feature';
import { linkSentence } from '@/lib/words/reasons';
import { stopAction } from './actions';

export const metadata: Metadata = { title: 'Keep your second factors' };

/** No sign-in needed: stopping a reset takes nothing from anybody. */
export default async function CancelFactorResetPage({ searchParams }: { searchParams: LinkSearch }) {
  requireFeature(secondFactorFeatures);
  const { about, ...link } = await linkOf(searchParams, ['cancel_factor_reset']);
  return (
    <LinkPage
      {...link}
      action={stopAction}
      title="Keep your second factors"
      description={`Someone asked to remove the second factors of ${about?.email ?? 'this account'}. One press stops it.`}
      button="Stop it"
      pendingLabel="Stopping…"
      otherwise={
        <p>{linkSentence} It may have been stopped already. Sign in to see what protects you now.</p>
      }
      done={{
        title: "It's stopped",
        text: "Your second factors stay as they are. If you didn't ask for this, someone got past the first step of signing in. Choose a new password on the “Forgot password” page, and check who else can use your mailbox and connected accounts.",
      }}
    />
  );
}
