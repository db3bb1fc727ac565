/** Which account the embedded Postgres runs under, and a directory that this account can reach. */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chownSync,
  constants,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmdirSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

/** Undefined: this process's own account. Postgres refuses to run as root, so root hands it to another. */
export type SystemAccount = { readonly uid: number; readonly gid: number } | undefined;
export type Home = { readonly path: string; readonly account: SystemAccount };

const ownUid = () => process.getuid?.();

/** The wanted directory, or one in a public place if the server's account cannot reach it (a checkout under /root). */
export function persistentHome(wish: string): Home {
  const wished = resolve(wish);
  const account = serverAccount();
  const home = claim(wished, account && (ordinaryOwner(wished) ?? account)) ?? publicHome(wished, account);
  if (!home) throw new Error(`The embedded Postgres can use neither ${wished} nor a temporary directory`);
  return home;
}

/** A fresh directory that nobody else can read. */
export function temporaryHome(): Home {
  const account = serverAccount();
  for (const place of [tmpdir(), '/tmp', '/var/tmp']) {
    if (!passable(place, account)) continue;
    const path = mkdtempSync(join(place, 'embedded-postgres-'));
    if (account) chownSync(path, account.uid, account.gid);
    return { path, account };
  }
  throw new Error('The embedded Postgres found no temporary directory that it can use');
}

/** True when the account can read and enter the directory, whatever lies above it. */
export function passable(path: string, account: SystemAccount): boolean {
  if (account) {
    const probe = spawnSync('/bin/sh', ['-c', 'test -r "$1" && test -x "$1"', 'sh', path], {
      ...account,
      cwd: '/',
    });
    return probe.status === 0;
  }
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The same wish leads to the same place again. /tmp may be emptied at boot and TMPDIR may be private, so /var/tmp comes first.
 */
export function publicHome(wished: string, account: SystemAccount): Home | undefined {
  const mark = createHash('sha256').update(wished).digest('hex').slice(0, 12);
  const name = `${basename(process.cwd())}-${basename(wished)}-${ownUid() ?? 0}-${mark}`;
  for (const place of ['/var/tmp', tmpdir(), '/tmp']) {
    const path = join(place, name);
    // Without this, anybody could lay out a database of their own here and have us open it.
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found && !(found.isDirectory() && [ownUid(), account?.uid].includes(found.uid))) continue;
    const home = claim(path, account);
    if (home) return home;
  }
  return undefined;
}

function claim(path: string, account: SystemAccount): Home | undefined {
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (!statSync(path, { throwIfNoEntry: false })) mkdirSync(path, { mode: 0o700 });
    if (account && statSync(path).uid !== account.uid) chownSync(path, account.uid, account.gid);
  } catch {
    return undefined;
  }
  if (passable(path, account)) return { path, account };
  withdraw(path);
  return undefined;
}

/** So that another account, one that can reach the place, does not find it taken. */
function withdraw(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    // It holds something, so it is not ours to remove.
  }
}

/** Root continues what an ordinary user began under that user's name, so that the user can carry on later. */
function ordinaryOwner(path: string): SystemAccount {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
}

function serverAccount(): SystemAccount {
  if (ownUid() !== 0) return undefined;
  const known = accountNamed('postgres') ?? accountNamed('_postgres');
  if (known) return known;
  if (process.platform === 'linux') {
    spawnSync('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/bin/false',
      'postgres',
    ]);
  }
  // An image without useradd still has this one.
  const account = accountNamed('postgres') ?? accountNamed('nobody');
  if (!account) throw new Error('Postgres refuses to run as root, and there is no account to run it as');
  return account;
}

function accountNamed(name: string): SystemAccount {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
  if (uid?.status !== 0 || gid?.status !== 0) return undefined;
  return { uid: Number.parseInt(uid.stdout, 10), gid: Number.parseInt(gid.stdout, 10) };
}
