'use client';

import { useEffect } from 'react';
import { buttonStyle } from '@/app/ui/button-style';

/** In place of this page, so that going back from there leads to the form. Without scripts the browser is told in its own words. */
export function Leave({ to, label }: { to: string; label: string }) {
  useEffect(() => location.replace(to), [to]);
  return (
    <>
      <noscript>
        <meta httpEquiv="refresh" content={`0;url=${to}`} />
      </noscript>
      <a href={to} rel="noreferrer" className={buttonStyle({ variant: 'primary', wide: true })}>
        Continue to {label}
      </a>
    </>
  );
}
