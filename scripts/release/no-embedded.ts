/** Stands for db/embedded/server.ts in a release, which brings no database along. */

import type { Embedded } from '../../db/embedded/server';
import { ConfigError } from '../../lib/config/policy';

export async function startEmbedded(): Promise<Embedded> {
  throw new ConfigError(['DATABASE_URL is missing: a release has no database of its own']);
}
