import { describe, expect, test } from 'vitest';
import { exportsOf, firstOfDefault } from './support/exports';
import { isProduct, type Module, readModules } from './support/modules';

const all = [...readModules().values()];
const product = all.filter(isProduct);

describe('what a file may export', () => {
  const exportsBy = (files: readonly Module[], makers: readonly string[]) =>
    files.flatMap((module) =>
      exportsOf(module)
        .filter(({ typeOnly, madeBy }) => !typeOnly && !makers.includes(madeBy ?? ''))
        .map(({ name }) => `${module.path}: ${name}`),
    );

  test('an action says in its name that it is one', () => {
    const actions = exportsBy(
      product.filter(({ directive }) => directive === 'use server'),
      [],
    );
    expect(actions.filter((each) => !each.endsWith('Action'))).toEqual([]);
  });

  test('every export of a "use server" file is a guarded action', () => {
    const files = product.filter(({ directive }) => directive === 'use server');
    expect(files.length).toBeGreaterThan(3);
    const instead =
      'anybody can call it by hand: make it with protectedAction, organizationAction or publicAction, or do not export it';
    expect(
      exportsBy(files, ['protectedAction', 'organizationAction', 'publicAction', 'staffAction']),
      instead,
    ).toEqual([]);
    const named = product.filter(
      ({ path }) => /(^|[/-])actions\.ts$/.test(path) && !files.some((f) => f.path === path),
    );
    expect(
      named.map(({ path }) => path),
      'begin this file with "use server"',
    ).toEqual([]);
  });

  test('"use server" stands at the top of a file and nowhere inside a function', () => {
    const inside = product.filter(
      ({ text, directive }) => directive !== 'use server' && /^\s*['"]use server['"]/m.test(text),
    );
    expect(
      inside.map(({ path }) => path),
      'move the action into actions.ts and guard it',
    ).toEqual([]);
  });

  test('every export of an API route is a guarded route', () => {
    const files = product.filter(({ path }) => /^app\/.*\/route\.tsx?$/.test(path));
    expect(files.length).toBeGreaterThan(3);
    const instead =
      'routes pass around the gate: make it with protectedRoute, organizationRoute, oauthRoute or publicRoute';
    const guards = ['protectedRoute', 'organizationRoute', 'oauthRoute', 'publicRoute'];
    const ofApi = ['apiRoute', 'otherMethods', 'noOperation'];
    expect(exportsBy(files, [...guards, ...ofApi]), instead).toEqual([]);
    const inApi = files.filter(({ path }) => /^app\/api\/v1\/(?!openapi\.json)/.test(path));
    expect(inApi.length).toBeGreaterThan(3);
    expect(exportsBy(inApi, ofApi), 'make it with apiRoute, which says what a token needs').toEqual([]);
    const ofOrganization = files.filter(({ path }) => path.startsWith('app/api/organizations/[slug]/'));
    expect(exportsBy(ofOrganization, ['organizationRoute'])).toEqual([]);
  });

  test('reading the session takes one; getting rid of its cookie is for anybody, also with a dead one', () => {
    const [route] = product.filter(({ path }) => path === 'app/api/session/route.ts');
    const made = route ? exportsOf(route).map(({ name, madeBy }) => [name, madeBy]) : [];
    expect(Object.fromEntries(made)).toMatchObject({ GET: 'protectedRoute', DELETE: 'publicRoute' });
  });

  test('every page for signed-in people asks for the session first', () => {
    const pages = product.filter(({ path }) => /^app\/\(signed-in\)\/.*page(\.e2e)?\.tsx$/.test(path));
    expect(pages.length).toBeGreaterThan(5);
    const open = pages.filter(
      (page) =>
        !/await (requireSession\((\{ (sensitivity: 'sensitive'|support: 'view') \})?\)|requireStaff\('[a-z_]+'\)|requireOrganization\()/.test(
          firstOfDefault(page),
        ),
    );
    expect(
      open.map(({ path }) => path),
      'layouts protect nothing: begin with `const ctx = await requireSession()`',
    ).toEqual([]);
  });

  test('every page of an organization says which permission opens it, and every action which one it needs', () => {
    const ofOrganization = product.filter(({ path }) => path.startsWith('app/(signed-in)/o/[slug]/'));
    const pages = ofOrganization.filter(({ path }) => path.endsWith('/page.tsx'));
    expect(pages.length).toBeGreaterThan(2);
    const open = pages.filter(
      (page) => !/await requireOrganization\(.+, '[a-z_.]+'(, 'sensitive')?\)/.test(firstOfDefault(page)),
    );
    expect(
      open.map(({ path }) => path),
      "begin with `const ctx = await requireOrganization((await params).slug, 'project.read')`",
    ).toEqual([]);
    const actions = ofOrganization.filter(({ directive }) => directive === 'use server');
    expect(exportsBy(actions, ['organizationAction'])).toEqual([]);
  });

  test('no file only passes on what others export', () => {
    const barrels = product.filter(({ passesOn }) => passesOn);
    expect(
      barrels.map(({ path }) => path),
      'import from the file that has it',
    ).toEqual([]);
  });

  test('a default export is only where a framework demands one', () => {
    const demanded =
      /^app\/.*(page|page\.e2e|layout|error|global-error|not-found|loading|template|icon|manifest|robots|sitemap)\.tsx?$|\.config\.ts$|^vitest\.|^e2e\/global-/;
    const defaults = product.filter(
      (module) => !demanded.test(module.path) && exportsOf(module).some(({ name }) => name === 'default'),
    );
    expect(
      defaults.map(({ path }) => path),
      'export it by its name',
    ).toEqual([]);
  });
});

test('no switch has a default: a new reason or a new mail without its sentence must not compile', () => {
  const hiding = product.filter(({ text }) => /^\s*default:\s*(\{|return|$)/m.test(text));
  expect(
    hiding.map(({ path }) => path),
    'write it as a table over the union, or name each case',
  ).toEqual([]);
});

test('each deed that is done once has a name of its own: a key counts for the deed it was made for', () => {
  const names = product.flatMap(({ text }) =>
    [...text.matchAll(/\bonce: '([a-z_]+)'/g)].map(([, name]) => name),
  );
  expect(names.length).toBeGreaterThan(5);
  expect(
    names.filter((name, index) => names.indexOf(name) !== index),
    'two actions share a name in `once`',
  ).toEqual([]);
});

/** What a framework looks for by name, and the bench's twin, whose files stand in for others. */
const setNames =
  /^(default|GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|metadata|generateMetadata|config|proxy|register|dynamic)$/;

test('no exported name stands twice: anyone who searches for one finds one thing', () => {
  const places = new Map<string, string[]>();
  for (const module of all) {
    if (module.path.startsWith('bench/twin/')) continue;
    for (const name of new Set(exportsOf(module).map((each) => each.name)))
      if (!setNames.test(name)) places.set(name, [...(places.get(name) ?? []), module.path]);
  }
  const twice = [...places].filter(([, paths]) => paths.length > 1);
  expect(twice, 'say what makes each its own: the domain, the deed, or where it is seen').toEqual([]);
});

test('no file is longer than 250 lines', () => {
  const long = all
    .map(({ path, text }) => [path, text.split('\n').length - 1] as const)
    .filter(([, lines]) => lines > 250);
  expect(long, 'a file holds one thing: split it where the second begins').toEqual([]);
});

test("the bench's twin offers what its original offers: without this, the bench breaks unnoticed", () => {
  const valuesOf = (path: string) => {
    const module = all.find((one) => one.path === path);
    if (!module) throw new Error(`${path} is not there`);
    return exportsOf(module)
      .filter(({ typeOnly }) => !typeOnly)
      .map(({ name }) => name)
      .sort();
  };
  expect(valuesOf('bench/twin/current-session.ts')).toEqual(valuesOf('lib/web/request/current-session.ts'));
});
