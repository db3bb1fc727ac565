import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: here('./') },
      // It throws outside of a server component, which is where a test runs.
      { find: /^server-only$/, replacement: here('./node_modules/server-only/empty.js') },
    ],
  },
  test: {
    environment: 'node',
    // Quicker to begin than processes, of which each file would get one.
    pool: 'threads',
    include: ['lib', 'db', 'scripts', 'tests', 'app'].map((folder) => `${folder}/**/*.test.ts`),
    globalSetup: './vitest.global-setup.ts',
    setupFiles: './vitest.setup.ts',
    // Vitest keeps one core free for watching, which is half of a machine with two.
    maxWorkers: availableParallelism(),
    // A test that asserts nothing proves nothing.
    expect: { requireAssertions: true, poll: { timeout: 30_000 } },
    // Only against hanging: nothing is asserted of time.
    hookTimeout: 240_000,
    testTimeout: 180_000,
  },
});
