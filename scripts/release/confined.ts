/** Runs a program of a release as the container does: as nobody, on a file system that cannot be written, with nothing else. */

import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '../child';

const nobody = '65534';

/** Only root on Linux can mount; anyone else gets a folder without a writable file in it. */
export const canMount = (): boolean =>
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['--mount', 'setpriv', '--version']).status === 0;

export function confined(folder: string, ...args: readonly string[]): Command {
  const node = [process.execPath, ...args] as const;
  if (!canMount()) return ['sh', '-c', 'cd "$0" && exec "$@"', folder, ...node];
  // The mount is seen by this process and its children alone, and goes with them.
  const mount = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && cd "$0"';
  const asNobody = `exec setpriv --reuid=${nobody} --regid=${nobody} --clear-groups --no-new-privs "$@"`;
  return ['unshare', '--mount', 'sh', '-c', `${mount} && ${asNobody}`, folder, ...node];
}

/** Undone by `writable`, without which the folder could not be removed. */
export const unwritable = (folder: string): void => setModes(folder, 0o555, 0o444);
export const writable = (folder: string): void => setModes(folder, 0o755, 0o644);

function setModes(folder: string, forFolders: number, forFiles: number): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) setModes(path, forFolders, forFiles);
    else if (entry.isFile()) chmodSync(path, forFiles);
  }
  chmodSync(folder, forFolders);
}
