/** The development inbox: the newest 200 mails, as files. Not a table, because a database must never hold a link that works. */

import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MailTransport, Message } from './transport';

export type InboxMail = Message & {
  /** ISO, by this machine's clock: only for display. */
  readonly at: string;
  readonly links: readonly string[];
};

const mostKept = 200;

/** Newest first, because their names begin with the time. */
async function fileNames(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => /^[\w.-]+\.json$/.test(name))
    .sort()
    .reverse();
}

/** Like any server, it takes a mail a second time without asking; a reader can tell by the id. */
export function inboxTransport(folder: string): MailTransport {
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

/** Newest first; with `to`, only that address. Skips a file that is still being written. */
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
