'use client';

import { ThemeProvider as NextThemes } from 'next-themes';
import type { ReactNode } from 'react';

// Only the server's copy of the script ever runs; in the browser it is given as data, or React warns about it.
const script = typeof window === 'undefined' ? undefined : { type: 'application/json' };

/** Light, dark, or as the browser prefers; `color-scheme` follows in globals.css. */
export function ThemeProvider({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <NextThemes attribute="data-theme" enableColorScheme={false} nonce={nonce} scriptProps={script}>
      {children}
    </NextThemes>
  );
}
