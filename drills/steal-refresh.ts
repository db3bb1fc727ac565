/** A refresh token is stolen, three times in three ways. The one who comes too late ends that sign-in for both, and no other. */

import assert from 'node:assert/strict';
import { and, eq } from 'drizzle-orm';
import { connect, type Database } from '../db/client';
import { auditEvents } from '../db/schema/audit-events';
import { mails } from '../db/schema/mails';
import { createAccount } from '../lib/account/store';
import { type AppClient, clients } from '../lib/config/clients';
import { defaultPolicy } from '../lib/config/policy';
import { beginFamily } from '../lib/flows/token/begin-family';
import { refreshFamily } from '../lib/flows/token/refresh';
import { findEnd } from '../lib/session/list';
import { startSession } from '../lib/session/start';

const client = clients.find((each): each is AppClient => each.kind === 'app') as AppClient;
const ways = ['the thief first', 'the thief second', 'the thief after a lost answer'] as const;

/** Two pools, as two instances have them: the owner asks one, the thief the other. */
export async function stealRefresh(url: string): Promise<string> {
  const [one, other] = [connect(url, { max: 2 }), connect(url, { max: 2 })];
  try {
    const person = await somebody(one);
    const bystander = await signIn(one, person);
    for (const way of ways) await steal(way, { one, other, person });
    assert.ok(await refresh(one, bystander.token), 'another sign-in of the same person was touched');
    return `${ways.join(', ')}: that sign-in ended for both, with a line and a mail; another one went on`;
  } finally {
    await one.$client.end();
    await other.$client.end();
  }
}

type Person = { readonly id: string; readonly email: string; readonly sessionId: string };
type Stage = { readonly one: Database; readonly other: Database; readonly person: Person };

async function steal(way: (typeof ways)[number], { one, other, person }: Stage): Promise<void> {
  const { id, token: stolen } = await signIn(one, person);
  const before = await mailsTo(one, person);
  // The first to come goes on by two, so that what the second gets or has is spent.
  const ahead = async (db: Database) => refresh(db, await goOn(db, await goOn(db, stolen)));
  if (way === 'the thief first') await ahead(other);
  if (way === 'the thief second') await ahead(one);
  if (way === 'the thief after a lost answer') {
    const lost = await goOn(one, stolen);
    assert.equal(await goOn(other, stolen), lost, 'a lost answer did not give the same successor');
    await goOn(other, await goOn(other, lost));
  }
  const late = way === 'the thief second' ? other : one;
  assert.equal(await refresh(late, stolen), undefined, `${way}: a spent token went on`);
  assert.equal((await findEnd(one, id))?.reason, 'token_reuse', `${way}: the sign-in did not end`);
  assert.equal((await mailsTo(one, person)) - before, 1, `${way}: the person was not told once`);
  const about = and(eq(auditEvents.sessionId, id), eq(auditEvents.event, 'authn_token_reuse'));
  assert.equal(await one.$count(auditEvents, about), 1, `${way}: the trail does not say so once`);
}

const refresh = async (db: Database, refreshToken: string): Promise<string | undefined> => {
  const input = { client, refreshToken, scope: undefined, proofKey: null };
  const done = await refreshFamily({ db, policy: defaultPolicy }, input);
  return done.ok ? done.value.refreshToken : undefined;
};

async function goOn(db: Database, refreshToken: string): Promise<string> {
  const next = await refresh(db, refreshToken);
  assert.ok(next, 'a token that was good gave no successor');
  return next;
}

const mailsTo = (db: Database, { email }: Person) =>
  db.$count(mails, and(eq(mails.recipient, email), eq(mails.kind, 'token_reused')));

async function somebody(db: Database): Promise<Person> {
  const email = 'drill@example.com';
  const facts = { email, name: 'Drill', passwordHash: 'none', emailVerifiedAt: new Date() };
  const account = await createAccount(db, facts);
  assert.ok(account, 'the account could not be created');
  const device = { name: 'Drill', kind: 'desktop' } as const;
  const session = { userId: account.id, remembered: false, userAgent: null, ip: null, device };
  return { id: account.id, email, sessionId: (await startSession(db, session)).id };
}

async function signIn(db: Database, { id: userId, sessionId }: Person) {
  const granted = { userId, sessionId, scopes: client.scopes };
  const begun = await db.transaction((tx) =>
    beginFamily({ db, policy: defaultPolicy }, tx, { client, granted, proofKey: null }),
  );
  assert.ok(begun, 'the app was not signed in');
  return { id: begun.id, token: begun.refreshToken };
}
