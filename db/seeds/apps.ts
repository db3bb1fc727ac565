/** Apps that Ada is signed in to: a phone, a command line, and one that ended because an old token was shown again. */

import { eq } from 'drizzle-orm';
import { type AppClient, clients } from '../../lib/config/clients';
import { defaultPolicy } from '../../lib/config/policy';
import { newToken } from '../../lib/opaque-token';
import { hashOfSecret } from '../../lib/secret';
import { startApp } from '../../lib/session/app';
import { minutes as inMinutes } from '../../lib/time';
import { firstRefreshToken, spendRefreshToken } from '../../lib/token-family/refresh';
import { ago } from '../ago';
import type { Transaction } from '../client';
import { sessions } from '../schema/sessions';
import type { SeedLine } from './activity';

type AppSeed = {
  readonly deviceCode: boolean;
  readonly ip: string;
  readonly signedInMinutesAgo: number;
  readonly activeMinutesAgo: number;
  readonly reusedMinutesAgo?: number;
};

const day = 24 * 60;
const appSeeds: readonly AppSeed[] = [
  { deviceCode: false, ip: '203.0.113.24', signedInMinutesAgo: 9 * day, activeMinutesAgo: 17 },
  { deviceCode: true, ip: '203.0.113.7', signedInMinutesAgo: 3 * day, activeMinutesAgo: 2 * day },
  {
    deviceCode: true,
    ip: '198.51.100.80',
    signedInMinutesAgo: 20 * day,
    activeMinutesAgo: 12 * day,
    reusedMinutesAgo: 12 * day,
  },
];

const back = (minutes: number) => ago(inMinutes(minutes));

/** `allowedIn`: the browser's session that said yes. Returns what the trail of the person says of them. */
export async function addApps(tx: Transaction, userId: string, allowedIn: string): Promise<SeedLine[]> {
  const lines: SeedLine[] = [];
  for (const seed of appSeeds) {
    const client = clients.find(
      (each): each is AppClient => each.kind === 'app' && each.deviceCode === seed.deviceCode,
    );
    if (!client) continue;
    lines.push(...(await addApp(tx, { userId, allowedIn, client, seed })));
  }
  return lines;
}

async function addApp(
  tx: Transaction,
  {
    userId,
    allowedIn,
    client,
    seed,
  }: { userId: string; allowedIn: string; client: AppClient; seed: AppSeed },
): Promise<SeedLine[]> {
  const token = newToken('ref');
  const app = await startApp(
    tx,
    {
      userId,
      clientId: client.id,
      scopes: client.scopes,
      proofKey: null,
      secretHash: hashOfSecret(token),
      device: { name: client.name, kind: client.deviceKind },
      userAgent: null,
      ip: seed.ip,
      allowedIn,
    },
    defaultPolicy,
  );
  if (!app) throw new Error('the app could not be signed in');
  await firstRefreshToken(tx, app.id, token);
  await spendRefreshToken(tx, token, defaultPolicy);
  const { signedInMinutesAgo, activeMinutesAgo, reusedMinutesAgo } = seed;
  await tx
    .update(sessions)
    .set({
      createdAt: back(signedInMinutesAgo),
      signedInAt: back(signedInMinutesAgo),
      authenticatedAt: back(signedInMinutesAgo),
      rotatedAt: back(signedInMinutesAgo),
      lastActiveAt: back(activeMinutesAgo),
      ...(reusedMinutesAgo ? { endedAt: back(reusedMinutesAgo), endedReason: 'token_reuse' } : {}),
    })
    .where(eq(sessions.id, app.id));
  const about = { userId, sessionId: app.id, ip: seed.ip };
  const began: SeedLine = {
    ...about,
    minutes: signedInMinutesAgo,
    event: 'session_created',
    outcome: 'success',
    actorId: userId,
    data: { client: client.id, allowedIn },
  };
  if (!reusedMinutesAgo) return [began];
  const over = { ...about, minutes: reusedMinutesAgo };
  return [
    began,
    {
      ...over,
      event: 'authn_token_reuse',
      outcome: 'failure',
      data: { what: 'refresh_token', client: client.id },
    },
    { ...over, event: 'session_expired', outcome: 'success', reason: 'token_reuse' },
  ];
}
