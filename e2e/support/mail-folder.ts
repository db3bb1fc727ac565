/** Mail as files: the server that takes it and the tests that wait for it are different processes. */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TakenMail } from './mail-sink';

const initialsOf = (email: string) =>
  createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 16);

let count = 0;

/** Whole or not at all: nobody reads half a mail. */
export function keepMail(folder: string, mail: TakenMail): void {
  count += 1;
  const name = `${initialsOf(mail.to)}-${String(count).padStart(6, '0')}`;
  writeFileSync(join(folder, `${name}.part`), JSON.stringify(mail));
  renameSync(join(folder, `${name}.part`), join(folder, `${name}.json`));
}

/** Oldest first; of one address where one is named. */
export function keptMail(folder: string, email?: string): TakenMail[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const wanted = email === undefined ? names : names.filter((name) => name.startsWith(initialsOf(email)));
  return wanted.sort().map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as TakenMail);
}
