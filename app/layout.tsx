import { CSPProvider } from '@base-ui/react/csp-provider';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { product } from '@/lib/config/product';
import { browserTheme } from '@/lib/web/cookies/preferences';
import './globals.css';
import { ZoneCookie } from './ui/zone-cookie';

export const metadata: Metadata = {
  title: { default: `${product.name}: ${product.tagline}`, template: `%s · ${product.name}` },
  description: product.description,
  applicationName: product.name,
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#17181c' },
  ],
};

/** Reading the request here makes every page dynamic and gives each response its own nonce. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [head, theme] = await Promise.all([headers(), browserTheme()]);
  const nonce = head.get('x-nonce') ?? undefined;
  return (
    <html lang="en" data-theme={theme} suppressHydrationWarning>
      <body className="flex min-h-dvh flex-col">
        <CSPProvider nonce={nonce}>
          <a
            href="#main"
            className="skip-link sr-only rounded-lg bg-accent font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:px-3 focus:py-2"
          >
            Skip to content
          </a>
          <div className="isolate flex grow flex-col">{children}</div>
        </CSPProvider>
        <ZoneCookie />
      </body>
    </html>
  );
}
