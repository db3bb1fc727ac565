/** People with a second factor, made by the real flows, and codes for any half minute of the database's clock. */

import { sql } from 'drizzle-orm';
import { startAuthenticator, turnOnAuthenticator } from '../../lib/flows/factors/change-authenticator';
import { renewRecoveryCodes } from '../../lib/flows/factors/renew-recovery-codes';
import { type FinishInput, finishSignIn } from '../../lib/flows/sign-in/finish-sign-in';
import { signIn } from '../../lib/flows/sign-in/sign-in';
import { codeOf } from '../../lib/second-factor/totp';
import { hashOfSecret } from '../../lib/secret';
import { type FlowWorld, type Person, password } from './flow-world';

export type Protected = Person & { readonly seed: string };

type Finishing = Partial<FinishInput> & {
  /** What the browser's cookie holds, and what it shall hold if it is trusted. */
  readonly device?: { readonly held: Buffer; readonly fresh: Buffer };
};

export function factorWorld(world: FlowWorld) {
  /** Not one that is about to be over: within its last seconds the database waits for the next. */
  const step = async (): Promise<number> => {
    await world.db.execute(
      sql`select pg_sleep(case when left_over < 4 then left_over + 0.1 else 0 end)
          from (select 30 - mod(extract(epoch from clock_timestamp()), 30) as left_over) as clock`,
    );
    const [row] = await world.db.execute<{ step: number }>(
      sql`select floor(extract(epoch from clock_timestamp()) / 30)::int as step`,
    );
    return row?.step ?? 0;
  };

  const factors = {
    step,
    /** Of now, or of so many half minutes later. */
    code: async (seed: string, later = 0) => codeOf(seed, (await step()) + later),

    /** As if no code had been used yet: tests need several within one half minute. */
    forgetCodes: (userId: string) =>
      world.db.execute(sql`update totp_authenticators set last_step = null where user_id = ${userId}`),

    /** Signed in, with an authenticator that is on; its codes count as unused. */
    async protectedPerson(person?: Person): Promise<Protected> {
      const { userId, email, secret } = person ?? (await world.person());
      const ctx = await world.signedIn(secret);
      const setup = await startAuthenticator(ctx);
      if (!setup.ok) throw new Error(setup.reason);
      const seed = setup.value.key.replaceAll(' ', '');
      const presented = hashOfSecret(secret);
      const on = await turnOnAuthenticator(ctx, { presented, code: await factors.code(seed) });
      if (!on.ok) throw new Error(on.reason);
      await factors.forgetCodes(userId);
      const caller = await world.callerOf(on.value.secret);
      return { userId, email, seed, secret: on.value.secret, sessionId: caller.session.id };
    },

    /** The right password; returns what the browser keeps until the code has come. */
    async pending(email: string, more: { deviceHash?: Buffer; remember?: boolean } = {}): Promise<string> {
      const result = await signIn(world.ctx(), { email, password, remember: false, ...more });
      if (result.ok || !result.pending) throw new Error('no code was asked for');
      return result.pending;
    },

    finish: (pending: string, code: string, { device, ...more }: Finishing = {}) =>
      finishSignIn(world.ctx(), {
        pending,
        code,
        deviceHash: device?.held,
        trustedHash: device?.fresh,
        ...more,
      }),

    async recoveryCodes(who: Pick<Person, 'secret'>): Promise<{ codes: readonly string[]; secret: string }> {
      const ctx = await world.signedIn(who.secret);
      const made = await renewRecoveryCodes(ctx, { presented: hashOfSecret(who.secret) });
      if (!made.ok) throw new Error(made.reason);
      return { codes: made.value.value, secret: made.value.secret };
    },
  };
  return factors;
}
