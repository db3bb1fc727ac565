'use client';

import { useEffect } from 'react';
import { buttonStyle } from '@/app/ui/button-style';

/**
 * Replaces this page in the history, so that going back from the provider leads to the form. Without scripts, a meta refresh
 * leads there.
 */
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
