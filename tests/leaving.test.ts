import { NextRequest } from 'next/server';
import { afterEach, expect, test } from 'vitest';
import { GET as health } from '../app/api/health/route';
import { GET as ready } from '../app/api/ready/route';
import { database } from '../db/client';
import { flowWorld } from './support/flow-world';

flowWorld();

const slot = Symbol.for('app.leaving');
const holder = globalThis as { [slot]?: { begun: boolean; closing: Set<() => void> } };

afterEach(async () => {
  holder[slot] = undefined;
  await database().$client.end({ timeout: 1 });
});

test('an instance that was asked to stop lives, and says that nobody should be sent to it', async () => {
  const ask = async (route: typeof ready) =>
    (await route(new NextRequest('http://localhost:3000/api/probe'))).status;
  expect([await ask(health), await ask(ready)]).toEqual([200, 200]);
  holder[slot] = { begun: true, closing: new Set() };
  expect([await ask(health), await ask(ready)]).toEqual([200, 503]);
});
