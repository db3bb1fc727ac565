/** What a test of a flow needs: a database of its own, people who signed up for real, and rows that can be aged. */

import { randomBytes, randomInt } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll } from 'vitest';
import { ago } from '../../db/ago';
import { connect, type Database, type Executor } from '../../db/client';
import { auditEvents } from '../../db/schema/audit-events';
import { mails } from '../../db/schema/mails';
import { oneTimeTokens } from '../../db/schema/one-time-tokens';
import { sessions } from '../../db/schema/sessions';
import { type TestDatabase, testDatabase } from '../../db/test-database';
import { type Account, findAccount } from '../../lib/account/store';
import { noLimits } from '../../lib/config/database-limits';
import { defaultPolicy, type Policy } from '../../lib/config/policy';
import { confirmEmail } from '../../lib/flows/account/confirm-email';
import { signUp } from '../../lib/flows/account/sign-up';
import type {
  AnonymousContext,
  Caller,
  OrganizationContext,
  PooledContext,
  SignedInContext,
} from '../../lib/flows/context';
import { landing } from '../../lib/flows/organization/landing';
import { resumeSession } from '../../lib/flows/session/resume-session';
import { signIn } from '../../lib/flows/sign-in/sign-in';
import type { Purpose } from '../../lib/one-time-token/purposes';
import { mintToken, peekToken } from '../../lib/one-time-token/store';
import { hashOfSecret } from '../../lib/secret';

export const password = 'seven unlikely otters';

export type Person = { userId: string; email: string; secret: string; sessionId: string };

/** Columns of a session row and how many seconds ago they shall lie. */
export type Age = Partial<Record<'signedInAt' | 'lastActiveAt' | 'authenticatedAt' | 'endedAt', number>>;

/** For the top of a test file. */
export function flowWorld(policy: Policy = defaultPolicy) {
  let given: TestDatabase;
  let db: Database;
  let owner: Database;
  beforeAll(async () => {
    given = await testDatabase();
    process.env.DATABASE_URL = given.url;
    db = connect(given.url);
    owner = connect(given.ownerUrl, { max: 2, limits: noLimits });
  });
  afterAll(async () => {
    await db.$client.end({ timeout: 2 });
    await owner.$client.end({ timeout: 2 });
    await given.drop();
  });

  /** Makes recording fail for requests with this id, to see what stays of the change that was to be recorded. */
  const unrecordable = 'unrecordable';
  beforeAll(async () => {
    await owner.execute(sql`
      create function refuse_record() returns trigger language plpgsql as
      $$ begin raise exception 'this cannot be recorded'; end $$`);
    await owner.execute(sql`
      create trigger refuse_record before insert on audit_events for each row
      when (new.request_id = 'unrecordable') execute function refuse_record()`);
  });

  /** A request from a source of its own in everybody's network, unless another is named. */
  const ctx = (ip: string = randomSource(), userAgent: string | null = null): PooledContext => ({
    db,
    policy,
    request: { id: randomBytes(8).toString('hex'), ip, userAgent },
  });

  const resume = (secret: string, from = ctx()) => resumeSession(from, hashOfSecret(secret));

  async function callerOf(secret: string): Promise<Caller> {
    const resumed = await resume(secret);
    if (resumed.kind !== 'active') throw new Error(`the session is not active but ${resumed.kind}`);
    return resumed.caller;
  }

  const world = {
    /** As the application's own role, with its privileges and no others. */
    get db() {
      return db;
    },
    /** As the owner of the tables: for triggers, and looks into what the application does not read. */
    get owner() {
      return owner;
    },
    get url() {
      return given.url;
    },
    get ownerUrl() {
      return given.ownerUrl;
    },
    policy,
    ctx,
    resume,
    callerOf,
    /** The same request, of which nothing can be recorded. */
    unrecordable: <Context extends AnonymousContext>(of: Context): Context => ({
      ...of,
      request: { id: unrecordable, ip: of.request?.ip ?? null, userAgent: null },
    }),
    signedIn: async (secret: string): Promise<SignedInContext> => ({ ...ctx(), ...(await callerOf(secret)) }),
    /** In the organization that is theirs from the beginning. */
    async inOwn(secret: string): Promise<OrganizationContext> {
      const signedIn = await world.signedIn(secret);
      return { ...signedIn, organization: await landing(signedIn) };
    },
    /** In an organization by its slug, as a page of it finds it; throws where they don't belong to it. */
    async inOrganization(secret: string, slug: string): Promise<OrganizationContext> {
      const from = ctx();
      const resumed = await resumeSession(from, hashOfSecret(secret), { organization: { slug } });
      if (resumed.kind !== 'active') throw new Error(`the session is not active but ${resumed.kind}`);
      const { organization } = resumed.caller;
      if (!organization) throw new Error('they do not belong to it');
      return { ...from, ...resumed.caller, organization };
    },

    /** Signed up, not yet confirmed. `token` is that of the link in the mail. */
    async newcomer(
      name = 'Ada',
    ): Promise<{ userId: string; email: string; signUpId: string; token: string }> {
      const email = `${randomBytes(6).toString('hex')}@example.com`;
      const result = await signUp(ctx(), { name, email, password });
      if (!result.ok) throw new Error(result.reason);
      const account = await findAccount(db, { email });
      if (!account) throw new Error('there is no account');
      const { signUpId } = result.value;
      const link = { userId: account.id, purpose: 'confirm_email', subjectId: signUpId } as const;
      return { userId: account.id, email, signUpId, token: await mintToken(db, link) };
    },

    /** Signed up, confirmed and signed in. */
    async person(name = 'Ada'): Promise<Person> {
      const { email, token } = await world.newcomer(name);
      const confirmed = await confirmEmail(ctx(), { token });
      if (!confirmed.ok) throw new Error(confirmed.reason);
      const result = await signIn(ctx(), { email, password, remember: false });
      if (!result.ok) throw new Error(result.reason);
      // What the beginning left in the outbox is not what a test is about.
      await db.delete(mails).where(eq(mails.recipient, email));
      await db.delete(oneTimeTokens).where(eq(oneTimeTokens.userId, result.value.userId));
      return { email, ...result.value };
    },

    /** The token of a link as the mail would hold it. */
    link: (userId: string, purpose: Purpose, subjectId?: string) =>
      mintToken(db, { userId, purpose, subjectId }),

    /** Whether a link would work, as its page finds out. */
    works: async (token: string, purpose: Purpose): Promise<boolean> =>
      (await peekToken(db, token, purpose, policy)) !== undefined,

    /** Moves every link of a person so many seconds into the past. */
    async ageLinks(userId: string, seconds: number): Promise<void> {
      await db
        .update(oneTimeTokens)
        .set({ createdAt: ago(seconds) })
        .where(eq(oneTimeTokens.userId, userId));
    },

    async account(userId: string): Promise<Account> {
      const account = await findAccount(db, { id: userId });
      if (!account) throw new Error('there is no such account');
      return account;
    },

    /** Whether the password opens the account now, from a source that nothing counts against. */
    opens: async (email: string, typed: string = password): Promise<boolean> =>
      (await signIn(ctx(), { email, password: typed, remember: false })).ok,

    /** What was put into the outbox for an address, oldest first. */
    mailsTo: (email: string) =>
      db.select().from(mails).where(eq(mails.recipient, email)).orderBy(mails.createdAt),

    async anotherSession(
      person: Person,
      options: { remember?: boolean; carried?: Caller } = {},
    ): Promise<Person> {
      const { remember = false, carried } = options;
      const result = await signIn(ctx(), { email: person.email, password, remember, carried });
      if (!result.ok) throw new Error(result.reason);
      return { email: person.email, ...result.value };
    },

    async row(sessionId: string, on: Executor = db) {
      const [row] = await on.select().from(sessions).where(eq(sessions.id, sessionId));
      if (!row) throw new Error('there is no such session');
      return row;
    },

    async age(sessionId: string, age: Age, on: Executor = db): Promise<void> {
      const columns = Object.entries(age).map(([name, seconds]) => [name, ago(seconds)]);
      await on.update(sessions).set(Object.fromEntries(columns)).where(eq(sessions.id, sessionId));
    },

    /** Oldest first. */
    audit: (sessionId: string) =>
      db.select().from(auditEvents).where(eq(auditEvents.sessionId, sessionId)).orderBy(auditEvents.id),

    auditOfUser: (userId: string) =>
      db.select().from(auditEvents).where(eq(auditEvents.userId, userId)).orderBy(auditEvents.id),
  };
  return world;
}

export type FlowWorld = ReturnType<typeof flowWorld>;

/** From the documentation's and test ranges' neighbourhood; distinct enough that no two people share a limit. */
export const randomIp = () => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;

/** Limits tell these apart; where a session is used, they are all the same. */
const randomSource = () => `2001:db8:52:${randomInt(1, 0xffff).toString(16)}::1`;

export const trailOf = (rows: readonly { event: string }[]) => rows.map(({ event }) => event);
