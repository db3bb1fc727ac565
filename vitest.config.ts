import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const resolve = {
  alias: [
    { find: /^@\//, replacement: here('./') },
    // It throws outside of a server component, which is where a test runs.
    { find: /^server-only$/, replacement: here('./node_modules/server-only/empty.js') },
  ],
};

const every = {
  environment: 'node',
  // Quicker to begin than processes, of which each file would get one.
  pool: 'threads',
  // A test that asserts nothing proves nothing.
  expect: { requireAssertions: true, poll: { timeout: 30_000 } },
  // Only against hanging: nothing is asserted of time.
  hookTimeout: 240_000,
  testTimeout: 180_000,
} as const;

/**
 * They change Node itself, as the product does when it boots, or need the real argon2, as other processes have it: each has a
 * thread to itself.
 */
const changesNode = [
  ...['lib/account/password-hash.test.ts', 'tests/killed.test.ts'],
  ...['odd-request', 'own-host', 'watch-server'].map((name) => `lib/web/server/${name}.test.ts`),
  ...['lib/observe/**/*.test.ts', 'tests/end-streams.test.ts'],
];

export default defineConfig({
  test: {
    globalSetup: './vitest.global-setup.ts',
    // A quarter of the time they wait for the database.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        resolve,
        test: {
          ...every,
          name: 'alone',
          include: changesNode,
          setupFiles: './vitest.setup.ts',
        },
      },
      {
        resolve: {
          alias: [
            ...resolve.alias,
            { find: /^@node-rs\/argon2$/, replacement: here('./tests/support/light-argon2.ts') },
          ],
        },
        test: {
          ...every,
          name: 'together',
          include: ['lib', 'db', 'scripts', 'tests', 'app'].map((folder) => `${folder}/**/*.test.ts`),
          exclude: changesNode,
          // Loading the libraries for each file takes as long as the tests: what is ours alone is loaded anew.
          isolate: false,
          setupFiles: ['./vitest.fresh.ts', './vitest.setup.ts'],
        },
      },
    ],
  },
});
