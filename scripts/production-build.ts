/** The production build of this checkout. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, startChild, tool } from './child';

export const isBuilt = (env: NodeJS.ProcessEnv = process.env): boolean =>
  existsSync(join(root, env.NEXT_DIST_DIR ?? '.next', 'BUILD_ID'));

/** The exit code. With SKIP_BUILD=1 a build that is there is taken as it is, however old. */
export async function productionBuild(env: NodeJS.ProcessEnv): Promise<number> {
  if (process.env.SKIP_BUILD === '1' && isBuilt(env)) return 0;
  return startChild(tool('next', 'build'), { env }).exited;
}
