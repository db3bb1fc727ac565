import { expect, test } from 'vitest';
import { stealRefresh } from '../drills/steal-refresh';
import { flowWorld } from './support/flow-world';

const world = flowWorld();

test('a stolen refresh token ends its sign-in for both, whoever comes first, and no other', async () => {
  expect(await stealRefresh(world.url)).toContain('another one went on');
});
