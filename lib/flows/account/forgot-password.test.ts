import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { flowWorld, password } from '../../../tests/support/flow-world';
import { signIn } from '../sign-in/sign-in';
import { forgotPassword } from './forgot-password';
import { signUp } from './sign-up';

const world = flowWorld();

const resetLinks = async (email: string) =>
  (await world.mailsTo(email)).filter(({ kind }) => kind === 'reset_password').length;

test('strangers who sign up with an address do not keep its person from a reset link', async () => {
  const { email } = await world.person();
  for (let n = 0; n < 4; n += 1) await signUp(world.ctx(), { name: 'Mallory', email, password });
  await forgotPassword(world.ctx(), { email });
  expect(await resetLinks(email)).toBe(1);
});

test('nor do those who ask for links, from a browser that the person has used: there are three more for it', async () => {
  const { email } = await world.person();
  const deviceHash = randomBytes(32);
  await signIn(world.ctx(), { email, password, remember: false, deviceHash });
  for (let n = 0; n < 5; n += 1) await forgotPassword(world.ctx(), { email });
  expect(await resetLinks(email)).toBe(3);
  await forgotPassword(world.ctx(), { email, deviceHash: randomBytes(32) });
  expect(await resetLinks(email)).toBe(3);
  for (let n = 0; n < 5; n += 1) await forgotPassword(world.ctx(), { email, deviceHash });
  expect(await resetLinks(email)).toBe(6);
});
