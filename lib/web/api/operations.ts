/** All operations of the API. The guards read them, the OpenAPI document and the readable page are made of them. Pure. */

import { slugShape } from '../../organization/slug';
import { accountOperations } from './account-operations';
import { type ApiOperation, apiRoot } from './operation';
import { projectOperations } from './project-operations'; // only: sample

export const operations = {
  ...accountOperations,
  ...projectOperations, // only: sample
} as const satisfies Record<string, ApiOperation>;

export type Operations = typeof operations;
export type OperationName = keyof Operations;

export const listOperations = (): [OperationName, ApiOperation][] =>
  Object.entries(operations) as [OperationName, ApiOperation][];

/** What can be asked at an address, as `Allow` says it (RFC 9110 §10.2.1). */
export function methodsAt(path: ApiOperation['path']): string[] {
  const here = listOperations().flatMap(([, { method, path: at }]) =>
    at === path ? [method as string] : [],
  );
  return [...here, ...(here.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
}

/** Reads what stands in an address in place of `{id}` and the like; empty for what is another address. */
export function paramReader(path: ApiOperation['path']) {
  const shape = new RegExp(`^${apiRoot}${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
  return (pathname: string): Readonly<Record<string, string>> => {
    const { slug, ...others } = shape.exec(pathname)?.groups ?? {};
    return slug !== undefined && slugShape.test(slug) ? { slug, ...others } : others;
  };
}
