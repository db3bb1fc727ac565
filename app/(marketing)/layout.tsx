import type { ReactNode } from 'react';
import { isOn } from '@/lib/config/features';
import { signedInHere } from '@/lib/web/request/signed-in-here';
import { LinkButton } from '../ui/link-button';
import { SiteFooter } from '../ui/site-footer';
import { SiteHeader } from '../ui/site-header';

export default async function MarketingLayout({ children }: { children: ReactNode }) {
  const signedIn = await signedInHere();
  return (
    <>
      <SiteHeader>
        {signedIn ? (
          <LinkButton href="/dashboard" variant="primary">
            Go to dashboard
          </LinkButton>
        ) : (
          <>
            <LinkButton href="/sign-in" variant={isOn('openSignUp') ? 'ghost' : 'primary'}>
              Sign in
            </LinkButton>
            {isOn('openSignUp') ? (
              <LinkButton href="/sign-up" variant="primary">
                Sign up
              </LinkButton>
            ) : null}
          </>
        )}
      </SiteHeader>
      <main id="main" tabIndex={-1} className="grow">
        {children}
      </main>
      <SiteFooter />
    </>
  );
}
