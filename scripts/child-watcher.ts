/** Ends our children where we no longer can: after `kill -9`, and when npm is stopped without telling us. */

import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/** Lives until its input closes, which happens however this process ends, and then ends the groups still on its list. */
const script = `
while read -r sign group; do
  others=
  for each in $groups; do [ "$each" = "$group" ] || others="$others $each"; done
  groups=$others
  [ "$sign" = + ] && groups="$groups $group"
done
[ -z "$groups" ] && exit
for each in $groups; do kill -s TERM -- "-$each"; done
sleep 5
for each in $groups; do kill -s KILL -- "-$each"; done`;

export type ChildWatcher = { add(group: number): void; remove(group: number): void };

export function startWatcher(): ChildWatcher {
  const shell = spawn('/bin/sh', ['-c', script], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.unref();
  const input = shell.stdin as Socket;
  // Without it, only the last resort is gone.
  input.on('error', () => undefined).unref();
  return {
    add: (group) => input.write(`+ ${group}\n`),
    remove: (group) => input.write(`- ${group}\n`),
  };
}

/**
 * npm passes a signal to the shell that it runs us in, and that shell may die of it alone. Calls back within a second.
 * Only below npm: anyone who starts us in the background and leaves means us to stay.
 */
export function whenOrphaned(react: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    react();
  }, 500);
  timer.unref();
}
