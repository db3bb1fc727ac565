import { join } from 'node:path';
import { createValidFileMatcher } from 'next/dist/server/lib/find-page-file';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { root } from '../scripts/child';
import { testEnvironment } from '../scripts/test-env';
import { readModules } from './support/modules';

const app = join(root, 'app');
const modules = [...readModules().values()];
const testBuild = 'app/(signed-in)/(test-build)/';
const testPages = modules.filter(({ path }) => path.endsWith('.e2e.tsx')).map(({ path }) => path);

/** What Next takes for a page, as it asks itself. */
async function isPage(switched: string | undefined) {
  vi.stubEnv('TEST_PAGES', switched);
  vi.resetModules();
  const { default: config } = await import('../next.config');
  const matcher = createValidFileMatcher(config.pageExtensions ?? [], app);
  return (path: string) => matcher.isAppRouterPage(join(root, path));
}
afterEach(() => vi.unstubAllEnvs());

test('the files were found', () => {
  expect(testPages.length).toBeGreaterThan(3);
  expect(testPages.filter((path) => !path.startsWith(testBuild))).toEqual([]);
});

describe('the pages that browser tests need', () => {
  test.each([undefined, '', '0', 'true'])('are none in a build with TEST_PAGES=%s', async (switched) => {
    const found = await isPage(switched);
    expect(testPages.filter(found)).toEqual([]);
    expect(found('app/(signed-in)/dashboard/page.tsx')).toBe(true);
  });

  test('are some in a build for tests', async () => {
    const found = await isPage(testEnvironment().TEST_PAGES);
    expect(testPages.filter((path) => !found(path))).toEqual([]);
  });

  test('are asked for by nothing of the product, which would take them into every build', () => {
    const faults = modules.filter(
      ({ path, imports }) =>
        /^(app|lib|db)\/|^[^/]+$/.test(path) &&
        !path.startsWith(testBuild) &&
        imports.some(({ to }) => to.startsWith(testBuild)),
    );
    expect(faults.map(({ path }) => path)).toEqual([]);
  });

  test('are where Next looks in no other way: the folder has no page, route or layout without the ending', () => {
    const plain = /\/(page|route|layout|default|template|loading|error|not-found)\.tsx?$/;
    expect(
      modules.map(({ path }) => path).filter((path) => path.startsWith(testBuild) && plain.test(path)),
    ).toEqual([]);
  });
});
