/** The demo person who is on the staff. Everyone knows their password and their key, so the seed never runs in production. */

import { sql } from 'drizzle-orm';
import { setAssurance } from '../../lib/account/assurance';
import { setRole } from '../../lib/account/roles';
import { createAccount } from '../../lib/account/store';
import { sealSeed } from '../../lib/second-factor/sealed-seed';
import type { Transaction } from '../client';
import { totpAuthenticators } from '../schema/totp-authenticators';

/** For an authenticator app, in base32. */
export const staffKey = 'DEMOSTAFFKEYDEMOSTAFFKEYDEMOSTAF';

/** Returns who it is. Without a secret to seal the key under, they have no second factor and have to set one up first. */
export async function addStaff(
  tx: Transaction,
  person: { readonly email: string; readonly passwordHash: string; readonly emailVerifiedAt: Date },
): Promise<{ id: string; name: string }> {
  const name = 'Sam Rivers';
  const created = await createAccount(tx, { ...person, name });
  if (!created) throw new Error('the demo account of the staff could not be created');
  const { id: userId } = created;
  await setRole(tx, userId, 'administrator');
  const secrets = (process.env.SESSION_SECRET ?? '')
    .split(',')
    .map((secret) => secret.trim())
    .filter(Boolean);
  if (secrets.length === 0) return { id: userId, name };
  const on = { userId, ...sealSeed(staffKey, userId, secrets), confirmedAt: sql`now()` };
  await tx.insert(totpAuthenticators).values(on);
  await setAssurance(tx, userId, 2);
  return { id: userId, name };
}
