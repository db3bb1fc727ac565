/**
 * The inbox of development: mail as files, the newest 200. Files and no table, because a database must never hold a link
 * that works.
 */

import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MailTransport, Message } from './transport';

export type InboxMail = Message & {
  /** ISO, by the clock of this machine: for the eye alone. */
  readonly at: string;
  readonly links: readonly string[];
};

const mostKept = 200;

/** Newest first, because of how they are named. */
async function fileNames(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => /^[\w.-]+\.json$/.test(name))
    .sort()
    .reverse();
}

/** Like any server, it takes a mail a second time without asking; the reader tells by the id. */
export function inboxPost(folder: string): MailTransport {
  return {
    async deliver(message) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const at = new Date().toISOString();
      const kept: InboxMail = { ...message, at, links: linksIn(message.text) };
      const name = `${at.replace(/\D/g, '')}-${message.id}.json`;
      await writeFile(join(folder, name), JSON.stringify(kept), { mode: 0o600 });
      for (const old of (await fileNames(folder)).slice(mostKept))
        await rm(join(folder, old), { force: true });
    },
  };
}

const linksIn = (text: string): string[] => text.match(/^https?:\/\/\S+$/gm) ?? [];

/** Newest first; of one address where one is named. A file that is being written is passed over. */
export async function readInbox(folder: string, to?: string): Promise<InboxMail[]> {
  const names = await fileNames(folder);
  const all = await Promise.all(names.map((name) => readKept(join(folder, name))));
  const wanted = to?.trim().toLowerCase();
  return all.filter(
    (kept): kept is InboxMail => kept !== undefined && (!wanted || kept.to.toLowerCase() === wanted),
  );
}

async function readKept(path: string): Promise<InboxMail | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as InboxMail;
  } catch {
    return undefined;
  }
}
