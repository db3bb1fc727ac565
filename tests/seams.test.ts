import { describe, expect, test } from 'vitest';
import { isProduct, type Module, readModules, ringsIn } from './support/modules';

const modules = readModules();
const all = [...modules.values()];
const product = all.filter(isProduct);

const domains = [
  ...['session', 'account', 'audit', 'rate-limit', 'project', 'draft', 'submission', 'plan'],
  ...['mail', 'one-time-token', 'known-device', 'second-factor'],
  ...['passkey', 'identity', 'email-code', 'factor-reset'],
];
const foundation =
  /^lib\/((time|result|crypto|proof|device(-browsers|-hardware)?|address|time-words|turns)\.ts|config\/|observe\/|typed\/)/;

type Place =
  | 'app'
  | 'web'
  | 'flows'
  | 'foundation'
  | 'database'
  | `domain ${string}`
  | 'entry point'
  | 'nowhere';

/** Where a file lives says what it may know. */
function placeOf(path: string): Place {
  const [top = '', folder = ''] = path.split('/');
  if (top === 'app') return 'app';
  if (foundation.test(path)) return 'foundation';
  if (top === 'lib' && (folder === 'web' || folder === 'flows')) return folder;
  if (top === 'lib') return domains.includes(folder) ? `domain ${folder}` : 'nowhere';
  return /^db\/(schema\/|(client|doorkeeper|job-connection|listen|lone-connection|one-transaction|app-role|notices)\.ts$)/.test(
    path,
  )
    ? 'database'
    : 'entry point';
}

/** Modules without a database, a framework or a clock of their own: the only ones that a browser may load. */
const pure = new Set(
  [
    ...[
      'time',
      'result',
      'time-words',
      'proof',
      'device',
      'device-browsers',
      'device-hardware',
      'config/policy',
      'config/settings',
      'config/setting',
      'config/account-settings',
      'config/passkey-settings',
      'config/factor-reset-settings',
      'config/product',
    ],
    ...['draft/rules', 'draft/forms', 'plan/plans', 'mail/kinds', 'one-time-token/purposes'],
    ...[
      'session/reasons',
      'session/countdown',
      'session/verdict',
      'account/email',
      'account/name',
      'account/password-rules',
    ],
    ...[
      'web/action-state',
      'web/draft-body',
      'web/messages',
      'web/return-to',
      'web/session-body',
      'web/unavailable-words',
    ],
    ...['web/answers', 'web/page-owner', 'typed/code', 'typed/visible', 'typed/name'],
  ].map((name) => `lib/${name}.ts`),
);

/** What runs in a browser: the files that say so, and whatever of `app` they load. */
const client = new Set<string>();
function load(path: string): void {
  const module = modules.get(path);
  if (!module || client.has(path) || module.directive === 'use server' || placeOf(path) !== 'app') return;
  client.add(path);
  for (const { to, typeOnly } of module.imports) if (!typeOnly) load(to);
}
for (const { path, directive } of all) if (directive === 'use client') load(path);

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
const within = (...places: Place[]) => product.filter(({ path }) => places.includes(placeOf(path)));
const domainFiles = product.filter(({ path }) => placeOf(path).startsWith('domain'));

test('the files were found, and every file in lib belongs to a place', () => {
  expect(product.length).toBeGreaterThan(100);
  expect(client.size).toBeGreaterThan(20);
  const lost = product.filter(({ path }) => placeOf(path) === 'nowhere').map(({ path }) => path);
  expect(
    lost,
    'put it into a domain, lib/flows or lib/web; a new domain or foundation is named in this test',
  ).toEqual([]);
  const gone = [...pure].filter((path) => !modules.has(path));
  expect(gone, 'a pure module was moved: correct the list in this test').toEqual([]);
});

describe('who may import whom', () => {
  test('a domain knows itself, the database and the foundation', () => {
    const faults = against(domainFiles, (from, to, { own }) => {
      const [here, there] = [placeOf(from), placeOf(to)];
      if (!own || there === here || there === 'foundation' || there === 'database') return undefined;
      return there.startsWith('domain')
        ? 'domains never import each other; what needs two of them is a flow in lib/flows'
        : 'a domain says what is true; move the deed to lib/flows and what comes over HTTP to lib/web';
    });
    expect(faults).toEqual([]);
  });

  test('a flow knows flows, domains and the foundation, and of the database its types', () => {
    const faults = against(within('flows'), (_from, to, { own, typeOnly }) => {
      const there = placeOf(to);
      if (!own || there === 'flows' || there === 'foundation' || there.startsWith('domain')) return undefined;
      if (there === 'database')
        return typeOnly ? undefined : 'write the statement in the domain that owns the table';
      return 'a flow neither knows HTTP nor starts anything; pass what it needs in its context or input';
    });
    expect(faults).toEqual([]);
  });

  test('the foundation knows only itself', () => {
    const faults = against(within('foundation'), (_from, to, { own }) =>
      own && placeOf(to) !== 'foundation'
        ? 'the foundation lies below everything; turn the import around'
        : undefined,
    );
    expect(faults).toEqual([]);
  });

  test('schema and client know themselves and the configuration', () => {
    const faults = against(within('database'), (_from, to, { own }) =>
      own && placeOf(to) !== 'database' && !to.startsWith('lib/config/')
        ? 'the database knows no rule; put it into the domain that owns the table'
        : undefined,
    );
    expect(faults).toEqual([]);
  });

  test('pages, actions and routes get the database with their context', () => {
    const faults = against(within('app'), (_from, to, { own }) =>
      own && to.startsWith('db/') ? 'take `ctx.db` from requireSession() or the guard' : undefined,
    );
    expect(faults).toEqual([]);
  });

  test('a browser loads pure modules of lib and nothing else of it', () => {
    const faults = against(
      all.filter(({ path }) => client.has(path)),
      (_from, to, { own, typeOnly }) => {
        if (!own || typeOnly || placeOf(to) === 'app') return undefined;
        return pure.has(to)
          ? undefined
          : 'pass the value as a prop from the server, or make the module pure and list it here';
      },
    );
    expect(faults).toEqual([]);
  });

  test('a pure module loads pure modules, and has neither a clock nor an environment', () => {
    const files = all.filter(({ path }) => pure.has(path));
    const faults = against(files, (_from, to, { own, typeOnly }) => {
      if (typeOnly || (own && pure.has(to)) || to === 'zod') return undefined;
      return 'a browser may load this file; keep it pure or take it off the list in this test';
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
      [...domainFiles, ...within('flows', 'foundation', 'database')],
      (_from, to, { own }) => (!own && framework.test(to) ? 'move what needs it to lib/web' : undefined),
    );
    expect(faults).toEqual([]);
  });

  test('nothing imports an entry point', () => {
    const mayUse = ['db/migrate.ts', 'db/embedded/server.ts'];
    const files = [...domainFiles, ...within('app', 'web', 'flows', 'foundation', 'database')];
    const faults = against(files, (_from, to, { own }) =>
      own && placeOf(to) === 'entry point' && !mayUse.includes(to)
        ? 'scripts, seeds, bench, e2e and tests stand at the edge; move what is shared into lib'
        : undefined,
    );
    expect(faults).toEqual([]);
  });

  test('no files import each other in a ring', () => {
    expect(ringsIn(modules), 'move what both need into a file below them').toEqual([]);
  });
});

test('no connection is made whose notices nobody could hear', () => {
  const makers = all.filter(({ imports }) =>
    imports.some(({ to, typeOnly }) => to === 'postgres' && !typeOnly),
  );
  expect(makers.length).toBeGreaterThan(5);
  const deaf = makers.filter(({ text }) => {
    const made = text.match(/(?<![\w'.])postgres\(/g)?.length ?? 0;
    const hearing = text.match(/\bonnotice\b(?!.*from)/g)?.length ?? 0;
    return hearing < made;
  });
  expect(
    deaf.map(({ path }) => path),
    'pass onnotice of db/notices.ts to postgres()',
  ).toEqual([]);
});
