import { expect, test } from 'vitest';
import { factorWorld } from '../../../tests/support/factors';
import { flowWorld } from '../../../tests/support/flow-world';
import { hashOfSecret } from '../../secret';
import { cancelAuthenticator, startAuthenticator, turnOnAuthenticator } from './change-authenticator';
import { factorsOf } from './list-factors';

const world = flowWorld();
const { protectedPerson, code } = factorWorld(world);

test('a set-up that was given up cannot be confirmed, and an authenticator that is on stays on', async () => {
  const person = await world.person();
  const ctx = await world.signedIn(person.secret);
  const begun = await startAuthenticator(ctx);
  if (!begun.ok) throw new Error(begun.reason);
  await cancelAuthenticator(ctx);
  expect((await factorsOf(ctx)).authenticator).toEqual({ waiting: false });
  const typed = await code(begun.value.key.replaceAll(' ', ''));
  const presented = hashOfSecret(person.secret);
  expect(await turnOnAuthenticator(ctx, { presented, code: typed })).toMatchObject({ reason: 'not_started' });

  const other = await world.signedIn((await protectedPerson()).secret);
  await cancelAuthenticator(other);
  expect((await factorsOf(other)).authenticator.on).toBeDefined();
});
