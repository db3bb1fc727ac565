import type { Metadata } from 'next';
import { LinkPage } from '@/app/guard/forms/link-page';
import { secondFactorFeatures } from '@/lib/config/features';
import { type LinkSearch, linkOf } from '@/lib/web/request/read-link';
import { requireFeature } from '@/lib/web/request/require-feature';
import { everyFactorWords } from '@/lib/words/features';
import { linkSentence } from '@/lib/words/reasons';
import { removeFactorsAction } from './actions';

export const metadata: Metadata = { title: 'Remove second factors' };

export default async function FinishFactorResetPage({ searchParams }: { searchParams: LinkSearch }) {
  requireFeature(secondFactorFeatures);
  const { about, ...link } = await linkOf(searchParams, ['finish_factor_reset']);
  return (
    <LinkPage
      {...link}
      action={removeFactorsAction}
      title="Remove second factors"
      description={`This removes the ${everyFactorWords} of ${about?.email ?? 'this account'} and signs out every device. The first step of signing in stays.`}
      button="Remove second factors"
      pendingLabel="Removing…"
      otherwise={<p>{linkSentence} If you've still lost them, start again on the sign-in page.</p>}
    />
  );
}
