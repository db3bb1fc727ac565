/** Routes of the API exist only as results of this guard: an operation says what it takes, and the guard asks for it. */

import 'server-only';
import type { NextRequest } from 'next/server';
import { env } from '../../config/env';
import { isOn } from '../../config/features';
import { type Caller, needsProof, type PooledContext, type SignedInContext } from '../../flows/context';
import { noteKeyUse } from '../../flows/keys/note-key-use';
import { noteActivity } from '../../flows/session/touch-session';
import {
  type AnswerOf,
  type ApiOperation,
  apiFeatures,
  type ContextOf,
  type InputOf,
} from '../api/operation';
import { methodsAt, type OperationName, type Operations, operations, paramReader } from '../api/operations';
import { afterAnswer } from '../request/after-answer';
import { withinCalls } from './api-calls';
import { type ShownToken, shownCredentials } from './api-credentials';
import { readApiInput } from './api-input';
import { runApiOnce } from './api-once';
import { insufficientScope, takesPerson } from './api-refusals';
import { enterByApi } from './api-seat';
import { checkToken } from './api-token';
import { problem } from './problem';
import { protectedRoute, publicRoute } from './route-guards';
import { ofPerson } from './shares';

type Route = (request: NextRequest) => Promise<Response>;
type Params = Readonly<Record<string, string>>;
type Signed = SignedInContext & PooledContext;

type ApiDeed<Name extends OperationName> = (
  ctx: ContextOf<Operations[Name]>,
  input: InputOf<Operations[Name]>,
) => Promise<AnswerOf<Operations[Name]> | Response>;

/** By cookie with the checks of every other route, or by token with none of them: a page elsewhere cannot send one. */
export function apiRoute<Name extends OperationName>(name: Name, deed: ApiDeed<Name>): Route {
  const operation: ApiOperation = operations[name];
  const paramsIn = paramReader(operation.path);
  const within = ({ nextUrl }: NextRequest) => {
    const { slug } = paramsIn(nextUrl.pathname);
    return slug && isOn('organizations') ? { slug } : undefined;
  };
  const serve = (ctx: Signed, request: NextRequest) =>
    withinCalls(ctx, () =>
      answerTo(
        ctx,
        { name, operation, request, params: paramsIn(request.nextUrl.pathname) },
        deed as AnyDeed,
      ),
    );
  const byCookie = protectedRoute({ activity: 'counts', feature: apiFeatures, within }, (ctx, request) =>
    serve(ctx as Signed, request),
  );
  return async (request) => {
    const shown = await shownCredentials(request);
    if (shown.kind === 'cookie') return byCookie(request);
    if (shown.kind === 'token') return tokenRoute(shown, within(request), serve)(request);
    return openRoute(async () => shown.answer())(request);
  };
}

type Serve = (ctx: Signed, request: NextRequest) => Promise<Response>;

const openRoute = (answer: Parameters<typeof publicRoute>[0]): Route =>
  publicRoute(answer, { feature: apiFeatures, anywhere: true });

const tokenRoute = (shown: ShownToken, organization: { readonly slug: string } | undefined, serve: Serve) =>
  openRoute(async (ctx, request) => {
    const checked = await checkToken(ctx, request, shown, organization);
    if (checked instanceof Response) return checked;
    const own = ofPerson(ctx, checked.caller);
    if (checked.touchDue) afterAnswer(() => noteUseOf(own, checked.caller));
    return serve(own, request);
  });

/** What a key opens is no session: it notes its own use. */
const noteUseOf = (ctx: Signed, caller: Caller): Promise<unknown> =>
  ctx.bearer?.kind === 'key' ? noteKeyUse(ctx, ctx.bearer.id) : noteActivity(ctx, caller);

type AnyDeed = (ctx: SignedInContext, input: unknown) => Promise<object | undefined | Response>;
type Call = {
  readonly name: OperationName;
  readonly operation: ApiOperation;
  readonly request: NextRequest;
  readonly params: Params;
};

async function answerTo(ctx: Signed, call: Call, deed: AnyDeed): Promise<Response> {
  const { name, operation, request, params } = call;
  const refused = outOfScope(ctx, operation, params);
  if (refused) return refused;
  const here = operation.permission ? await enterByApi(ctx, operation.permission, params.slug) : ctx;
  if (here instanceof Response) return here;
  const unproven = withoutProof(here, operation, params);
  if (unproven) return unproven;
  const input = await readApiInput(request, operation, params);
  if (input instanceof Response) return input;
  const act = (within: SignedInContext) => deed(within, input);
  const done =
    operation.method === 'POST'
      ? await runApiOnce(here, { name, request, sent: input.body }, act)
      : await act(here);
  return done instanceof Response ? done : answerWith(done, operation, request);
}

function outOfScope({ bearer }: SignedInContext, { scope, own }: ApiOperation, { id }: Params) {
  if (!bearer || bearer.scopes.includes(scope)) return undefined;
  return own === 'session' && bearer.kind === 'app' && bearer.id === id
    ? undefined
    : insufficientScope(scope);
}

function withoutProof(ctx: SignedInContext, { stepUp }: ApiOperation, params: Params): Response | undefined {
  if (!stepUp) return undefined;
  if (ctx.bearer) return stepUp.tokens === 'by_scope' ? undefined : takesPerson(ctx, stepUp.page(params));
  return needsProof(ctx, stepUp.freshness) ? problem('step_up_required') : undefined;
}

function answerWith(done: object | undefined, { status }: ApiOperation, request: NextRequest): Response {
  if (done === undefined) return new Response(null, { status });
  const response = Response.json(done, { status });
  if ('next' in done && typeof done.next === 'string') {
    const next = new URL(`${request.nextUrl.pathname}${request.nextUrl.search}`, env().appUrl);
    next.searchParams.set('cursor', done.next);
    response.headers.set('Link', `<${next.href}>; rel="next"`);
  }
  return response;
}

/** For every other method at an address of the API: what can be asked there. Nobody reads our answers from another site, so no CORS. */
export function otherMethods(path: ApiOperation['path']): Route {
  const Allow = methodsAt(path).join(', ');
  return openRoute(async (_ctx, { method }) => {
    const response =
      method === 'OPTIONS' ? new Response(null, { status: 204 }) : problem('method_not_allowed');
    response.headers.set('Allow', Allow);
    return response;
  });
}

/** Whatever is below the root of the API and no operation. */
export const noOperation = (): Route => openRoute(async () => problem('not_found'));
