import { describe, expect, test } from 'vitest';
import { isProduct, type Module, readModules, ringsIn } from './support/modules';
import { houseOf, isPure, type Place, pureFiles } from './support/places';

const modules = readModules();
const all = [...modules.values()];
const product = all.filter(isProduct);

/** What runs in a browser: the files that say so, and whatever of `app` they load. */
const client = new Set<string>();
function load(path: string): void {
  const module = modules.get(path);
  if (!module || client.has(path) || module.directive === 'use server' || !path.startsWith('app/')) return;
  client.add(path);
  for (const { to, typeOnly } of module.imports) if (!typeOnly) load(to);
}
for (const { path, directive } of all) if (directive === 'use client') load(path);

/** They hold no connection and read no clock; an LRU without a time to live only counts. */
const purePackages = new Set(['zod', 'lru-cache']);

/** One line for each import of these files that the rule speaks against. */
function against(
  files: readonly Module[],
  rule: (from: string, to: string, how: { own: boolean; typeOnly: boolean }) => string | undefined,
): string[] {
  return files.flatMap(({ path, imports }) =>
    imports.flatMap(({ to, ...how }) => {
      const instead = rule(path, to, how);
      return instead ? [`${path} imports ${to}: ${instead}`] : [];
    }),
  );
}
const kindOf = (place: Place) => place.split(' ')[0] as string;
const within = (...kinds: string[]) => product.filter(({ path }) => kinds.includes(kindOf(houseOf(path))));
const isBelow = (place: Place) => ['domain', 'words', 'foundation'].includes(kindOf(place));

test('the files were found, and every file in lib belongs to a place', () => {
  expect(product.length).toBeGreaterThan(100);
  expect(client.size).toBeGreaterThan(20);
  const lost = product.filter(({ path }) => houseOf(path) === 'nowhere').map(({ path }) => path);
  expect(
    lost,
    'put it into a domain, a room of lib/flows, lib/web, lib/worker or lib/words; a new place is named in tests/support/places.ts',
  ).toEqual([]);
  const gone = [...pureFiles].filter((path) => !modules.has(path));
  expect(gone, 'a pure module was moved: correct the list in tests/support/places.ts').toEqual([]);
});

describe('who may import whom', () => {
  test('a domain knows itself, the database, words and the foundation', () => {
    const faults = against(within('domain'), (from, to, { own }) => {
      const [here, there] = [houseOf(from), houseOf(to)];
      if (!own || there === here || ['foundation', 'words', 'database'].includes(there)) return undefined;
      return there.startsWith('domain')
        ? 'domains never import each other; what needs two of them is a flow in lib/flows'
        : 'a domain says what is true; move the deed to lib/flows and what comes over HTTP to lib/web';
    });
    expect(faults).toEqual([]);
  });

  test('a room knows itself, steps and what lies below, and of the database its types', () => {
    const faults = against(within('room'), (from, to, { own, typeOnly }) => {
      const [here, there] = [houseOf(from), houseOf(to)];
      if (!own || there === here || there === 'steps' || there === 'context' || isBelow(there))
        return undefined;
      if (there.startsWith('room'))
        return 'a room never imports another; the part that both need is a step in lib/flows/steps';
      if (there === 'database')
        return typeOnly ? undefined : 'write the statement in the domain that owns the table';
      return 'a flow neither knows HTTP nor starts anything; pass what it needs in its context or input';
    });
    expect(faults).toEqual([]);
  });

  test('a step knows steps and what lies below, and never a room', () => {
    const faults = against(within('steps', 'context'), (_from, to, { own, typeOnly }) => {
      const there = houseOf(to);
      if (!own || there === 'steps' || there === 'context' || isBelow(there)) return undefined;
      if (there === 'database' && typeOnly) return undefined;
      return 'a step is a part that several rooms need; what belongs to one of them goes there';
    });
    expect(faults).toEqual([]);
  });

  test('a step is needed by more than one room', () => {
    const lonely = within('steps').filter(({ path }) => {
      const users = product.filter(({ imports }) => imports.some(({ to }) => to === path));
      const rooms = new Set(users.map((user) => houseOf(user.path)));
      return !rooms.has('steps') && rooms.size < 2;
    });
    expect(
      lonely.map(({ path }) => path),
      'a step with one importer moves back up to it',
    ).toEqual([]);
  });

  test('words are pure, and know of domains what is pure too', () => {
    const faults = against(within('words'), (_from, to, { own, typeOnly }) =>
      !own || typeOnly || isPure(to)
        ? undefined
        : 'words say what a value means; what reads it passes the value',
    );
    expect(faults).toEqual([]);
  });

  test('the foundation knows only itself and words', () => {
    const faults = against(within('foundation'), (_from, to, { own }) =>
      own && !['foundation', 'words'].includes(houseOf(to))
        ? 'the foundation lies below everything; turn the import around'
        : undefined,
    );
    expect(faults).toEqual([]);
  });

  test('the client of the API knows nothing but itself and Node: people copy it', () => {
    const files = within('client');
    const faults = against(files, (_from, to, { own }) =>
      houseOf(to) === 'client' || (!own && to.startsWith('node:'))
        ? undefined
        : 'lib/client is copied into other programs; write what it needs there',
    );
    expect(files.length).toBeGreaterThan(5);
    expect(faults).toEqual([]);
    const bound = files.filter(({ imports }) => imports.some(({ to }) => to.startsWith('node:')));
    const own = ['file-lock', 'file-store', 'loopback'].map((name) => `lib/client/${name}.ts`);
    expect(
      bound.map(({ path }) => path),
      'the rest runs in browsers and phones too',
    ).toEqual(own);
  });

  test('schema and client know themselves and the configuration', () => {
    const faults = against(within('database'), (_from, to, { own }) =>
      own && houseOf(to) !== 'database' && !to.startsWith('lib/config/')
        ? 'the database knows no rule; put it into the domain that owns the table'
        : undefined,
    );
    expect(faults).toEqual([]);
  });

  test('pages, actions and routes call deeds, and get the database with their context', () => {
    const faults = against(within('app', 'primitives'), (_from, to, { own, typeOnly }) => {
      if (!own || typeOnly) return undefined;
      if (to.startsWith('db/')) return 'take `ctx.db` from requireSession() or the guard';
      return houseOf(to) === 'steps' ? 'call a deed of a room; a step is only a part of one' : undefined;
    });
    expect(faults).toEqual([]);
  });

  test('a primitive knows no feature: neither a page nor app/guard', () => {
    const faults = against(within('primitives'), (_from, to, { own }) =>
      !own || houseOf(to) === 'primitives' || isPure(to)
        ? undefined
        : 'behaviour is made of primitives in app/guard; pass what differs as a prop',
    );
    expect(faults).toEqual([]);
  });

  test('what pages share knows no page', () => {
    const shared = product.filter(({ path }) => path.startsWith('app/guard/'));
    const faults = against(shared, (_from, to, { own }) =>
      own &&
      to.startsWith('app/') &&
      !/^app\/(guard|ui)\//.test(to) &&
      !modules.get(to)?.directive?.includes('server')
        ? 'move what both need into app/guard or app/ui'
        : undefined,
    );
    expect(faults).toEqual([]);
  });

  test('a browser loads pure modules of lib and nothing else of it', () => {
    const faults = against(
      all.filter(({ path }) => client.has(path)),
      (_from, to, { own, typeOnly }) => {
        if (!own || typeOnly || to.startsWith('app/')) return undefined;
        return isPure(to)
          ? undefined
          : 'pass the value as a prop from the server, or make the module pure and list it in tests/support/places.ts';
      },
    );
    expect(faults).toEqual([]);
  });

  test('a pure module loads pure modules, and has neither a clock nor an environment', () => {
    const files = product.filter(({ path }) => isPure(path));
    const faults = against(files, (_from, to, { own, typeOnly }) => {
      if (typeOnly || (own && isPure(to)) || purePackages.has(to)) return undefined;
      return 'a browser may load this file; keep it pure or take it off the list in tests/support/places.ts';
    });
    const clocks = files
      .filter(({ text }) => /Date\.now\(|new Date\(\)|process\.env/.test(text))
      .map(({ path }) => path);
    expect(faults).toEqual([]);
    expect(clocks, 'take `now` as the last argument').toEqual([]);
  });

  test('only lib/web and app know Next and React', () => {
    const framework = /^(next|react|react-dom|server-only)(\/|$)/;
    const faults = against(
      within('domain', 'room', 'steps', 'context', 'words', 'foundation', 'database'),
      (_from, to, { own }) => (!own && framework.test(to) ? 'move what needs it to lib/web' : undefined),
    );
    expect(faults).toEqual([]);
  });

  test('a link is the one of app/ui', () => {
    const faults = against(within('app', 'primitives'), (from, to) =>
      to === 'next/link' && from !== 'app/ui/page-link.tsx'
        ? 'use app/ui/page-link, which fetches nothing ahead unasked'
        : undefined,
    );
    expect(faults).toEqual([]);
  });

  // docs/security.md F2
  test('no page of an account has a loading state, behind which a refusal is a 200', () => {
    expect([...modules.keys()].filter((path) => /^app\/\(signed-in\)\/.*loading\.tsx$/.test(path))).toEqual(
      [],
    );
  });

  test('nothing imports an entry point', () => {
    const mayUse = ['db/migrate.ts', 'db/embedded/server.ts'];
    const files = product.filter(({ path }) => houseOf(path) !== 'entry point');
    const faults = against(files, (_from, to, { own }) =>
      own && houseOf(to) === 'entry point' && !mayUse.includes(to)
        ? 'scripts, seeds, bench, e2e and tests stand at the edge; move what is shared into lib'
        : undefined,
    );
    expect(faults).toEqual([]);
  });

  test('no files import each other in a ring', () => {
    expect(ringsIn(modules), 'move what both need into a file below them').toEqual([]);
  });
});
