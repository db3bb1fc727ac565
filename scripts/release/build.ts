/** `npm run build:release`: the folder .release, which runs with Node alone. The Dockerfile copies it. See docs/deploying.md. */

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root, startChild, tool } from '../child';
import { run } from '../run';
import { assembleRelease, releaseBuild } from './assemble';

async function main(): Promise<number> {
  const env = { ...process.env, NEXT_OUTPUT: 'standalone', NEXT_DIST_DIR: releaseBuild };
  const code = await startChild(tool('next', 'build'), { env }).exited;
  if (code !== 0) return code;
  const folder = join(root, '.release');
  await assembleRelease(folder);
  console.log(
    `.release is ready: ${Math.round(bytesIn(folder) / 1e6)} MB. Start it with: node .release/serve.mjs`,
  );
  return 0;
}

const bytesIn = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? bytesIn(path) : statSync(path).size);
  }, 0);

await run(main);
