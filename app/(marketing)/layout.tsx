import type { ReactNode } from 'react';
import { LinkButton } from '../ui/link-button';
import { SiteFooter } from '../ui/site-footer';
import { SiteHeader } from '../ui/site-header';

export default function MarketingLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <SiteHeader>
        <LinkButton href="/sign-in" variant="ghost">
          Sign in
        </LinkButton>
        <LinkButton href="/sign-up" variant="primary">
          Sign up
        </LinkButton>
      </SiteHeader>
      <main id="main" tabIndex={-1} className="grow">
        {children}
      </main>
      <SiteFooter />
    </>
  );
}
