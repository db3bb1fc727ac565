/** A browser in which someone followed a link from their mail is theirs. */

import { describeDevice } from '../../device';
import { rememberDevice } from '../../known-device/store';
import type { AnonymousContext } from '../context';

/** Someone who came here by a mailed link reads the person's mail: their next sign-in from this browser raises no alarm. */
export async function rememberBrowser(
  ctx: AnonymousContext,
  tx: Parameters<typeof rememberDevice>[0],
  userId: string,
  deviceHash: Buffer | undefined,
): Promise<void> {
  if (!deviceHash) return;
  const { name: deviceName } = describeDevice(ctx.request?.userAgent ?? null);
  await rememberDevice(tx, { userId, deviceHash, deviceName });
}
