import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { AuthShell } from '@/app/ui/auth-shell';
import { PageLink } from '@/app/ui/page-link';
import { providerFeatures } from '@/lib/config/features';
import { isProviderName, providerLabels } from '@/lib/config/providers';
import { heldAuthorizationAddress } from '@/lib/web/provider/authorization';
import { requireFeature } from '@/lib/web/request/require-feature';
import { Leave } from './leave';

export const metadata: Metadata = { title: 'Continue' };

type Props = { params: Promise<{ provider: string }> };

/**
 * Leads off this site from a page of its own, because a form's redirects have to stay here. If no form came first, it leads to
 * the sign-in page.
 */
export default async function WithProviderPage({ params }: Props) {
  requireFeature(providerFeatures);
  const { provider } = await params;
  if (!isProviderName(provider)) notFound();
  const address = await heldAuthorizationAddress(provider);
  if (!address) redirect('/sign-in');
  const label = providerLabels[provider];
  return (
    <AuthShell
      title={`Going to ${label}`}
      description="Sign in there, then come back. We never see your password there."
      footer={
        <PageLink href="/sign-in" className="text-accent-ink underline">
          Back to sign in
        </PageLink>
      }
    >
      <Leave to={address.href} label={label} />
    </AuthShell>
  );
}
