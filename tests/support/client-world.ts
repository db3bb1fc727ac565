/** The client of lib/client against our endpoints, over a line that loses what it is told to, and by a clock that is moved. */

import { eq, sql } from 'drizzle-orm';
import { NextRequest } from 'next/server';
import { sessions } from '../../db/schema/sessions';
import { type ClientOptions, createClient } from '../../lib/client/client';
import { memoryStore, type TokenStore } from '../../lib/client/store';
import { type FlowWorld, randomIp } from './flow-world';
import { appOrigin, commandLine, type oauthWorld } from './oauth-world';

type App = ReturnType<typeof oauthWorld>;

/** What becomes of one request: `lost` reaches the server and its answer goes nowhere; `cut` reaches nobody. */
export type LineFate = 'lost' | 'cut' | Response;

const tokenPath = '/api/oauth/token';
/** Of the API, what needs no more than a token. Sent anything, it gives that back. */
export const apiPath = '/api/v1/me';

export function clientWorld(world: FlowWorld, app: App) {
  /** Milliseconds by the client's clock, and each pause that it made. */
  const clock = { at: Date.now() };

  async function answerOfApi(request: Request): Promise<Response> {
    if (request.method !== 'GET') return echoOf(request);
    const { GET } = await import('@/app/api/v1/me/route');
    const headers = new Headers(request.headers);
    headers.set('x-forwarded-for', randomIp());
    headers.set('x-forwarded-proto', 'https');
    return GET(new NextRequest(request.url, { headers }));
  }

  /** Whose the token is, and what was sent with it. */
  async function echoOf(request: Request): Promise<Response> {
    const { resumeBearer } = await import('../../lib/flows/token/resume-bearer');
    const token = request.headers.get('authorization')?.replace('Bearer ', '') ?? '';
    const resumed = await resumeBearer(world.ctx(), token);
    if (resumed.kind === 'active')
      return Response.json({ id: resumed.caller.user.id, sent: await request.text() });
    const challenge = `Bearer error="invalid_token", error_description="${resumed.kind}"`;
    return Response.json({}, { status: 401, headers: { 'www-authenticate': challenge } });
  }

  /** A line of its own: `fates` are used up in turn, by requests for tokens. */
  function line() {
    const own = {
      asked: [] as string[],
      fates: [] as LineFate[],
      /** Requests for tokens that wait for each other. */
      get refreshes() {
        return own.asked.filter((path) => path === tokenPath).length;
      },
      fetch: (async (input, init) => {
        const request = new Request(input, init);
        const { pathname } = new URL(request.url);
        own.asked.push(pathname);
        if (pathname.startsWith('/api/v1/')) return answerOfApi(request);
        const fate = pathname === tokenPath ? own.fates.shift() : undefined;
        if (fate instanceof Response) return fate;
        if (fate === 'cut') throw new TypeError('fetch failed');
        const answer = await app.fetchOn()(request);
        if (fate === 'lost') throw new TypeError('terminated');
        return answer;
      }) as typeof fetch,
    };
    return own;
  }
  type Line = ReturnType<typeof line>;

  /** `onPause`: what goes on meanwhile, with its length in seconds. */
  function clientOn(
    on: Line,
    store: TokenStore,
    { onPause, ...more }: Partial<ClientOptions> & { onPause?: (seconds: number) => unknown } = {},
  ) {
    return createClient({
      issuer: appOrigin,
      clientId: commandLine.id,
      store,
      fetch: on.fetch,
      now: () => clock.at,
      wait: async (milliseconds) => {
        clock.at += milliseconds;
        await onPause?.(milliseconds / 1000);
      },
      ...more,
    });
  }

  /** Everything about a family lies so many seconds further back, for the server and for the client. */
  async function pass(familyId: string, seconds: number): Promise<void> {
    clock.at += seconds * 1000;
    await age(familyId, seconds);
  }

  async function age(familyId: string, seconds: number): Promise<void> {
    const back = sql`make_interval(secs => ${seconds})`;
    await world.owner.execute(sql`
      update refresh_tokens set created_at = created_at - ${back}, used_at = used_at - ${back},
        successor_used_at = successor_used_at - ${back} where session_id = ${familyId}`);
    await world.owner.execute(sql`
      update sessions set last_active_at = last_active_at - ${back}, signed_in_at = signed_in_at - ${back},
        authenticated_at = authenticated_at - ${back} where id = ${familyId}`);
  }

  return {
    clock,
    line,
    clientOn,
    pass,
    age,
    /** A store that holds a sign-in as it has just begun. */
    async signedIn(store: TokenStore = memoryStore()) {
      const { access_token, refresh_token, scope, familyId, person } = await app.signedInApp(
        undefined,
        commandLine,
      );
      await store.save({
        issuer: appOrigin,
        accessToken: access_token,
        refreshToken: refresh_token,
        scope,
        expiresAt: clock.at + 600_000,
        clockOffset: 0,
      });
      return { store, familyId, person, refreshToken: refresh_token, accessToken: access_token };
    },
    async familyIs(familyId: string): Promise<string> {
      const [row] = await world.db.select().from(sessions).where(eq(sessions.id, familyId));
      return row?.endedReason ?? 'alive';
    },
  };
}
