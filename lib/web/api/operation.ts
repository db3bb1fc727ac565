/** What an operation of the API says about itself: its guard reads the same as its description does. Pure. */

import type { z } from 'zod';
import type { Features } from '../../config/features';
import type { Scope } from '../../config/scopes';
import type { Freshness, OrganizationContext, SignedInContext } from '../../flows/context';
import type { Permission } from '../../organization/permissions';

/** The API is for programs; where neither of these is on, there is none. */
export const apiFeatures = ['tokens', 'apiKeys'] as const satisfies Features;

export const apiRoot = '/api/v1';

export type ApiOperation = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the root of the API. `{slug}` is an organization's, and the guard's own. */
  readonly path: `/${string}`;
  /** A sentence for developers. */
  readonly summary: string;
  /** What a token needs; a cookie is its person. */
  readonly scope: Scope;
  /** What the person's role in the organization has to give, as of now. */
  readonly permission?: Permission;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodObject;
  readonly status: 200 | 201 | 204;
  readonly answer?: z.ZodObject;
  /** How fresh a proof it takes. No token has one. */
  readonly stepUp?: {
    readonly freshness: Freshness;
    /** `by_scope`: giving the token this scope allowed it. */
    readonly tokens: 'never' | 'by_scope';
    /** Where a person can do it. */
    readonly page: (params: Readonly<Record<string, string>>) => string;
  };
  /** An app may do this to its own sign-in, whatever its scopes. */
  readonly own?: 'session';
};

type Read<Schema, None> = Schema extends z.ZodType ? z.output<Schema> : None;
type Of<Operation, Part extends string> = Operation extends { readonly [P in Part]: infer Schema }
  ? Schema
  : undefined;
type Nothing = Readonly<Record<never, never>>;

export type InputOf<Operation> = {
  readonly params: Read<Of<Operation, 'params'>, Nothing>;
  readonly query: Read<Of<Operation, 'query'>, Nothing>;
  readonly body: Read<Of<Operation, 'body'>, undefined>;
};

export type AnswerOf<Operation> =
  Of<Operation, 'answer'> extends z.ZodType ? z.input<Of<Operation, 'answer'>> : undefined;

export type ContextOf<Operation> = Operation extends { readonly permission: Permission }
  ? OrganizationContext
  : SignedInContext;
