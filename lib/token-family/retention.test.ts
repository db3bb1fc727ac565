import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { ago } from '../../db/ago';
import { usedProofs } from '../../db/schema/used-proofs';
import { flowWorld } from '../../tests/support/flow-world';
import { minutes } from '../time';
import { removeOldProofs } from './retention';

const world = flowWorld();

test('proofs that were shown go after five minutes, and not before', async () => {
  const used = (seconds: number) => ({ proofHash: randomBytes(32), createdAt: ago(seconds) });
  await world.db.insert(usedProofs).values([used(300), used(270)]);
  expect(await removeOldProofs(world.db, minutes(5), 100)).toBe(1);
  expect(await world.db.$count(usedProofs)).toBe(1);
});
