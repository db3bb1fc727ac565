/** How the bench calls what only a server may import: in a Node of its own, which resolves `server-only` as Next does. */

import { join } from 'node:path';
import { root, runChild } from '../scripts/child';

const mark = 'BENCH-RESULT ';

/** Runs a module of the bench to its end; what it passed to `answer` comes back. Throws with its output when it fails. */
export async function runInside<Answer>(
  module: string,
  env: NodeJS.ProcessEnv,
  args: readonly string[] = [],
): Promise<Answer> {
  const file = join(root, 'bench', module);
  const flags = ['--conditions=react-server', '--import', 'tsx'];
  const { code, output } = await runChild([process.execPath, ...flags, file, ...args], {
    env,
    timeoutSeconds: 180,
  });
  const line = output.split('\n').find((text) => text.startsWith(mark));
  if (code !== 0 || !line) throw new Error(`${module} failed:\n${output}`);
  return JSON.parse(line.slice(mark.length)) as Answer;
}

export const answer = (value: unknown) => console.log(mark + JSON.stringify(value));
