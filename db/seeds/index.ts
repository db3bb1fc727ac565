/**
 * The development seed: a few people, and sessions of every kind for Ada. Goes through the domain; never runs in
 * production.
 */

import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { hashPassword } from '../../lib/account/password-hash';
import { createAccount } from '../../lib/account/store';
import { isAnyOn, isOn, organizationWebhooks } from '../../lib/config/features';
import type { Role } from '../../lib/config/policy';
import { describeDevice } from '../../lib/device';
import { rememberDevice } from '../../lib/known-device/store';
import { trustDevice } from '../../lib/known-device/trust';
import { addSeat, createOrganization } from '../../lib/organization/store';
import { insertProject, insertTask } from '../../lib/project/store';
import { startSession } from '../../lib/session/start';
import { minutes } from '../../lib/time';
import { ago } from '../ago';
import type { Database, Transaction } from '../client';
import { connectForJobs } from '../job-connection';
import { users } from '../schema/users';
import { addActivity } from './activity';
import { addApps } from './apps';
import { addInvitations } from './invitations';
import { addKeys } from './keys';
import { projectSeeds } from './projects';
import { type SessionSeed, sessionSeeds } from './sessions';
import { addStaff, staffKey } from './staff';
import { addVisit } from './support';
import { addWebhooks } from './webhooks';

export type DemoAccount = {
  email: string;
  password: string;
  role: Role;
  shows: string;
  /** For an authenticator app, where one is asked for. */
  key?: string;
};

const password = 'correct horse battery staple';

const sam: DemoAccount = {
  email: 'sam@example.com',
  password,
  role: 'administrator',
  shows: 'the staff console',
  key: staffKey,
};

export const demoAccounts: DemoAccount[] = [
  { email: 'ada@example.com', password, role: 'member', shows: 'something on every page' },
  { email: 'grace@example.com', password, role: 'member', shows: 'a new account' },
  ...(isOn('staffConsole') ? [sam] : []),
];

/** Fills an empty database; does nothing if anyone already has an account. Throws in production. */
export async function seed(databaseUrl: string): Promise<{ created: boolean; accounts: DemoAccount[] }> {
  // Without this, a production database could get accounts whose password everyone knows (docs/security.md H14).
  if (process.env.NODE_ENV === 'production') throw new Error('the seed is for development and tests alone');
  const db = connectForJobs(databaseUrl, { max: 1, pooled: true });
  try {
    return { created: await fill(db), accounts: demoAccounts };
  } finally {
    await db.$client.end();
  }
}

async function fill(db: Database): Promise<boolean> {
  const passwordHash = await hashPassword(password);
  return db.transaction(async (tx) => {
    const [someone] = await tx.select({ id: users.id }).from(users).limit(1);
    if (someone) return false;
    const longAgo = new Date(Date.now() - 90 * 24 * 3_600_000);
    const ada = await createAccount(tx, {
      email: 'ada@example.com',
      name: 'Ada Lovelace',
      passwordHash,
      emailVerifiedAt: longAgo,
    });
    const grace = await createAccount(tx, {
      email: 'grace@example.com',
      name: 'Grace Hopper',
      passwordHash,
      emailVerifiedAt: longAgo,
    });
    if (!ada || !grace) throw new Error('the demo accounts could not be created');
    const acme = await foundOrganizations(tx, ada.id, grace.id);
    await addProjects(tx, { organizationId: acme, createdBy: ada.id }); // only: sample
    const ids = new Map<string, string>();
    for (const each of sessionSeeds) ids.set(each.key, await addSession(tx, ada.id, each, ids));
    const staff = isOn('staffConsole')
      ? await addStaff(tx, { email: sam.email, passwordHash, emailVerifiedAt: longAgo })
      : undefined;
    const visit =
      staff && isOn('supportAccess')
        ? await addVisit(tx, { userId: ada.id, staffId: staff.id, staffName: staff.name })
        : [];
    const programs = await addPrograms(tx, { userId: ada.id, organizationId: acme }, liveOne(ids));
    await addActivity(tx, ada.id, sessionSeeds, ids, [...visit, ...programs]);
    return true;
  });
}

/** Apps and keys. */
const addPrograms = async (
  tx: Transaction,
  of: { userId: string; organizationId: string },
  allowedIn: string,
) => [
  ...(isOn('tokens') ? await addApps(tx, of.userId, allowedIn) : []),
  ...(isOn('apiKeys') ? await addKeys(tx, of) : []),
];

/** The first of hers that has not ended. */
function liveOne(ids: ReadonlyMap<string, string>): string {
  const live = sessionSeeds.find(({ ended, activeMinutesAgo }) => !ended && activeMinutesAgo < 20);
  return ids.get(live?.key ?? '') ?? '';
}

/** Each has renamed their own, and belongs to the other's as well. Returns Ada's. */
async function foundOrganizations(tx: Transaction, ada: string, grace: string): Promise<string> {
  const found = async (name: string, slug: string, ownerId: string, memberId: string) => {
    const made = await createOrganization(tx, { name, slug, ownerId, personal: true });
    if (!made) throw new Error(`${name} could not be created`);
    await addSeat(tx, { organizationId: made.id, userId: memberId }, 'member');
    return made.id;
  };
  await found('Harbour', 'harbour', grace, ada);
  const acme = await found('Acme', 'acme', ada, grace);
  if (isOn('organizations')) await addInvitations(tx, acme, ada);
  if (isAnyOn(organizationWebhooks)) await addWebhooks(tx, acme, ada);
  return acme;
}

// only: sample, from here
async function addProjects(
  tx: Transaction,
  of: { organizationId: string; createdBy: string },
): Promise<void> {
  for (const { tasks, ...project } of projectSeeds) {
    const { id } = await insertProject(tx, { ...project, ...of });
    for (const title of tasks) await insertTask(tx, { id, organizationId: of.organizationId }, title);
  }
}

// only: sample, to here
/** No browser holds its value: it is only there to be seen. */
async function addTrusted(tx: Transaction, userId: string, deviceName: string): Promise<string | undefined> {
  const deviceHash = randomBytes(32);
  const { id } = await rememberDevice(tx, { userId, deviceHash, deviceName });
  await trustDevice(tx, userId, { held: deviceHash, fresh: deviceHash });
  return id;
}

/** Starts a real session, then moves its times back. Ageing a row is how tests travel in time, too. */
async function addSession(
  tx: Transaction,
  userId: string,
  each: SessionSeed,
  earlier: ReadonlyMap<string, string>,
): Promise<string> {
  const { userAgent, ip, remembered = false, evidence } = each;
  const device = describeDevice(userAgent, evidence);
  const deviceId = each.trusted && (await addTrusted(tx, userId, device.name));
  const { id } = await startSession(tx, { userId, deviceId, remembered, userAgent, ip, device });
  const back = (n: number) => ago(minutes(n));
  await tx.execute(sql`
    update sessions set
      created_at = ${back(each.signedInMinutesAgo)},
      signed_in_at = ${back(each.signedInMinutesAgo)},
      authenticated_at = ${back(each.signedInMinutesAgo)},
      last_active_at = ${back(each.activeMinutesAgo)},
      network_changed_at = ${each.newNetworkMinutesAgo ? back(each.newNetworkMinutesAgo) : null},
      device_name = ${each.deviceName ?? device.name}
    where id = ${id} and user_id = ${userId}`);
  if (each.ended) {
    const by = each.ended.byPerson ? userId : null;
    const from = each.ended.from ? (earlier.get(each.ended.from) ?? null) : null;
    await tx.execute(sql`
      update sessions set
        ended_at = ${back(each.ended.minutesAgo)}, ended_reason = ${each.ended.reason},
        ended_by = ${by}::uuid, ended_from = ${from}::uuid
      where id = ${id} and user_id = ${userId}`);
  }
  return id;
}
