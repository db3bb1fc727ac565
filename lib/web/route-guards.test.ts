import { randomBytes } from 'node:crypto';
import { NextRequest } from 'next/server';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { flowWorld } from '../../tests/support/flow-world';

const world = flowWorld();

/** The modules as a process with this environment loads them. */
let guards: typeof import('./route-guards');
let seal: (secret: string) => Promise<string>;
beforeAll(async () => {
  vi.resetModules();
  vi.stubEnv('SESSION_SECRET', randomBytes(32).toString('hex'));
  vi.stubEnv('APP_URL', 'http://localhost:3000');
  guards = await import('./route-guards');
  seal = (await import('./session-cookie')).sealSecret;
});

async function answerTo(stepUp: 'recent' | 'sensitive' | undefined, proofSeconds: number) {
  const { secret, sessionId } = await world.person();
  await world.age(sessionId, { authenticatedAt: proofSeconds });
  let ran = false;
  const route = guards.protectedRoute({ activity: 'passive', stepUp }, async () => {
    ran = true;
    return Response.json({});
  });
  const headers = { cookie: `session=${await seal(secret)}` };
  const response = await route(new NextRequest('http://localhost:3000/api/x', { headers }));
  return { status: response.status, code: (await response.json()).code, ran };
}

const done = { status: 200, code: undefined, ran: true };
const refused = { status: 403, code: 'step_up_required', ran: false };

describe('a route that demands proof', () => {
  test.each([
    [undefined, 5000, done],
    ['recent', 590, done],
    ['recent', 600, refused],
    ['sensitive', 290, done],
    ['sensitive', 300, refused],
    ['sensitive', 301, refused],
  ] as const)('%s, with one %d s old, answers %o', async (stepUp, age, answer) => {
    expect(await answerTo(stepUp, age)).toEqual(answer);
  });
});
