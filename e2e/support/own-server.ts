/** A database and a server of its own, for tests that take them away: the other tests keep theirs. */

import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import { expect, type Page } from '@playwright/test';
import postgres from 'postgres';
import { ensureAppLogin } from '../../db/app-login';
import { type Embedded, startEmbedded } from '../../db/embedded/server';
import { migrate } from '../../db/migrate';
import { onnotice } from '../../db/notices';
import { product } from '../../lib/config/product';
import { type Child, productionServer, startChild } from '../../scripts/child';
import { freePort } from '../../scripts/free-port';
import { cookieOf } from './forms';
import { ask } from './http';
import { freshEmail, freshPassword, type TestPerson } from './people';
import { e2eEnvironment } from './server';
import { makeTestNotes } from './test-notes';

export class OwnServer {
  /** Where it is, and somebody who has an account there. */
  at = '';
  person: TestPerson = { id: '', name: '', email: '', password: '' };
  private directory = '';
  private port = 0;
  private database: Embedded | undefined;
  private server: Child | undefined;
  private environment: NodeJS.ProcessEnv = { NODE_ENV: 'production' };

  async begin(): Promise<void> {
    this.directory = mkdtempSync(join(tmpdir(), `${product.slug}-outage-`));
    this.port = await freePort(35_000 + Math.floor(Math.random() * 5000));
    await this.startDatabase();
    const url = await ensureAppLogin(this.ownerUrl);
    await migrate(this.ownerUrl);
    await makeTestNotes(this.ownerUrl);
    this.person = await personAt(url);
    const appPort = await freePort(this.port + 1);
    this.at = `http://localhost:${appPort}`;
    this.environment = { ...e2eEnvironment(url), APP_URL: this.at, PORT: String(appPort) };
    await this.startServer();
  }

  async end(): Promise<void> {
    await this.stopServer();
    await this.stopDatabase();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** As the owner of the tables. */
  get ownerUrl(): string {
    return this.database?.url() ?? '';
  }

  async startDatabase(): Promise<void> {
    const { directory, port } = this;
    this.database = await startEmbedded({ persistent: true, directory, port });
    this.port = this.database.port;
  }

  stopDatabase = async () => this.database?.stop();

  async startServer(): Promise<void> {
    const log = openSync(join(this.directory, 'server.log'), 'a');
    const { PORT = '' } = this.environment;
    const command = productionServer('-p', PORT);
    this.server = startChild(command, { env: this.environment, output: log, graceSeconds: 3 });
    closeSync(log);
    const status = () =>
      ask('/api/ready', { at: this.at }).then(
        (answer) => answer.status,
        () => 0,
      );
    await expect.poll(status, { timeout: 60_000 }).toBe(200);
  }

  stopServer = async () => this.server?.stop();

  /** The person, in this browser. Returns the cookie. */
  async signIn(page: Page): Promise<string> {
    const value = await cookieOf(this.person, { at: this.at });
    const cookie = { name: 'session', value, url: this.at, httpOnly: true, sameSite: 'Lax' } as const;
    await page.context().addCookies([cookie]);
    return value;
  }
}

async function personAt(url: string): Promise<TestPerson> {
  const sql = postgres(url, { max: 1, onnotice });
  const made = { name: 'Alice Example', email: freshEmail(), password: freshPassword() };
  const passwordHash = await hash(made.password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  const [row] = await sql`
    insert into users (email, name, password_hash, email_verified_at)
    values (${made.email}, ${made.name}, ${passwordHash}, now()) returning id`;
  await sql.end();
  return { ...made, id: row?.id };
}
