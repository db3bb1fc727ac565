/** Starts a session: always a new row with a new id and a new secret, never an adopted one (ASVS 7.2.4). */

import type { Executor } from '../../db/client';
import { sessions } from '../../db/schema/sessions';
import { networkOf } from '../address';
import { browserOf, type Device } from '../device';
import { byPassword, type Proof } from '../proof';
import { hashOfSecret, newSecret } from '../secret';

export type NewSession = {
  readonly userId: string;
  /** The browser, by its public id. */
  readonly deviceId?: string | undefined;
  readonly remembered: boolean;
  readonly userAgent: string | null;
  readonly ip: string | null;
  readonly device: Device;
  /** Left out, it counts as a password: the least there is. */
  readonly proof?: Proof;
};

/** Returns the secret for the cookie; it is stored nowhere. All times of the row come from the database. */
export async function startSession(
  db: Executor,
  session: NewSession,
): Promise<{ id: string; secret: string }> {
  const secret = newSecret();
  const { device, proof = byPassword, ...columns } = session;
  const [row] = await db
    .insert(sessions)
    .values({
      ...columns,
      secretHash: hashOfSecret(secret),
      deviceName: device.name,
      deviceKind: device.kind,
      signedInWith: proof.with,
      authenticatedWith: proof.with,
      assurance: proof.assurance,
      knownNetworks: listOf(networkOf(session.ip)),
      knownBrowsers: listOf(browserOf(session.userAgent)),
    })
    .returning({ id: sessions.id });
  if (!row) throw new Error('the session row was not returned');
  return { id: row.id, secret };
}

const listOf = (text: string | null) => (text === null ? [] : [text]);
