/** What a provider says about somebody, as tests want it to. */

import { randomBytes } from 'node:crypto';
import type { Claim } from '../../lib/identity/claim';

export const freshAddress = () => `${randomBytes(6).toString('hex')}@example.com`;

/** Somebody who was never here, with an address that Google answers for. */
export const claimed = (change: Partial<Claim> = {}): Claim => ({
  provider: 'google',
  subject: randomBytes(8).toString('hex'),
  email: freshAddress(),
  emailVerified: true,
  emailCurrent: true,
  name: 'Grace Hopper',
  ...change,
});
