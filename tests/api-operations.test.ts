import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scopeNames } from '../lib/config/scopes';
import { openApiDocument, parametersOf } from '../lib/web/api/openapi';
import { listOperations, methodsAt } from '../lib/web/api/operations';
import { routeFileOf } from './support/api-world';
import { exportsOf } from './support/exports';
import { readModules } from './support/modules';

const folder = 'app/api/v1';
const modules = readModules();
const apart = ['/openapi.json', '/[...path]'];

/** `GET /me` for each operation of a file, with the name that its guard is given. */
const inFiles = [...modules.values()]
  .filter(({ path }) => path.startsWith(`${folder}/`) && path.endsWith('/route.ts'))
  .map((module) => ({ ...module, at: module.path.slice(folder.length, -'/route.ts'.length) }))
  .filter(({ at }) => !apart.includes(at));
const path = (at: string) => at.replace(/\[(\w+)\]/g, '{$1}');

describe('the operations and the files of their routes', () => {
  test('are the same: method, address and name', () => {
    const found = inFiles.flatMap(({ at, text }) =>
      [...text.matchAll(/export const ([A-Z]+) = apiRoute\('(\w+)'/g)].map(
        ([, method, name]) => `${method} ${path(at)} ${name}`,
      ),
    );
    const named = listOperations().map(
      ([name, operation]) => `${operation.method} ${operation.path} ${name}`,
    );
    expect(found.length).toBeGreaterThan(3);
    expect(found.toSorted(), 'lib/web/api/operations.ts and app/api/v1 must say the same').toEqual(
      named.toSorted(),
    );
  });

  test('leave no method unanswered: whatever is no operation says what is allowed there', () => {
    for (const module of inFiles) {
      const { at, text } = module;
      expect(text, at).toContain(`otherMethods('${path(at)}')`);
      const exported = exportsOf(module).map(({ name }) => name);
      const answered = [...exported, ...(exported.includes('GET') ? ['HEAD'] : [])];
      const all = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
      expect([...new Set(answered)].toSorted(), at).toEqual(all);
      const byOperation = exportsOf(module).filter(({ madeBy }) => madeBy === 'apiRoute');
      const allowed = methodsAt(path(at) as `/${string}`);
      expect(byOperation.map(({ name }) => name).every((name) => allowed.includes(name))).toBe(true);
    }
  });

  test('nothing of the API lies beside its guard', () => {
    const files = readdirSync(join(import.meta.dirname, '..', folder), { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => file.endsWith('route.ts'))).toHaveLength(inFiles.length + apart.length);
    for (const [, operation] of listOperations()) expect(existsSync(routeFileOf(operation.path))).toBe(true);
  });
});

describe('the OpenAPI document', () => {
  const document = openApiDocument('https://app.example', 'session') as {
    openapi: string;
    servers: { url: string }[];
    paths: Record<string, Record<string, Record<string, unknown>>>;
  };
  const described = Object.entries(document.paths).flatMap(([at, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ at, method: method.toUpperCase(), one })),
  );

  test('has every operation once, with its schemas and its scope', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.servers).toEqual([{ url: 'https://app.example/api/v1' }]);
    expect(described.map(({ at, method, one }) => `${method} ${at} ${one.operationId}`).toSorted()).toEqual(
      listOperations()
        .map(([name, { method, path: at }]) => `${method} ${at} ${name}`)
        .toSorted(),
    );
    for (const [name, operation] of listOperations()) {
      const one = described.find(({ one: { operationId } }) => operationId === name)?.one ?? {};
      expect(one.requestBody !== undefined, name).toBe(operation.body !== undefined);
      expect(one.security, name).toEqual([{ bearer: [operation.scope] }, { cookie: [] }]);
      expect(Object.keys(one.responses as object), name).toEqual([String(operation.status), 'default']);
    }
  });

  test('names every parameter of an address, and lists take a cursor and a limit', () => {
    for (const [name, operation] of listOperations()) {
      const parameters = parametersOf(operation);
      const named = parameters.filter((one) => one.in === 'path').map((one) => `{${one.name}}`);
      expect(named, name).toEqual(operation.path.match(/\{\w+\}/g) ?? []);
      if (name.startsWith('list'))
        expect(parameters).toEqual(
          expect.arrayContaining([
            expect.objectContaining({
              name: 'limit',
              schema: { type: 'integer', minimum: 1, maximum: 100 },
            }),
            expect.objectContaining({ name: 'cursor' }),
          ]),
        );
    }
  });

  test('refers to nothing that is not in it', () => {
    const text = JSON.stringify(document);
    const refs = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref);
    expect(new Set(refs)).toEqual(new Set(['#/components/schemas/Problem']));
    expect(text).not.toContain('$schema');
  });

  test('asks for scopes that there are, and each of them opens something', () => {
    const asked = new Set(listOperations().map(([, { scope }]) => scope));
    expect([...asked].toSorted()).toEqual(scopeNames.toSorted());
  });
});
