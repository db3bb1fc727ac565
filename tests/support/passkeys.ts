/** People with passkeys, made by the real flows. */

import { randomBytes } from 'node:crypto';
import {
  askAfterFirstFactor,
  askForNew,
  askToSignIn,
  askToStepUp,
} from '../../lib/flows/factors/ask-passkey';
import { addNewPasskey } from '../../lib/flows/factors/change-passkeys';
import { signInWithPasskey } from '../../lib/flows/sign-in/sign-in-with-passkey';
import { hashOfSecret } from '../../lib/secret';
import type { FlowWorld, Person } from './flow-world';
import { answerWith, makePasskey, type SoftPasskey, type Twist } from './soft-passkey';

export type WithPasskey = Person & { readonly passkey: SoftPasskey; readonly deviceHash: Buffer };

type Added = {
  readonly passkey: SoftPasskey;
  readonly answer: string;
  readonly result: Awaited<ReturnType<typeof addNewPasskey>>;
};

export function done<Value>(result: { ok: true; value: Value } | { ok: false; reason: string }): Value {
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

export function passkeyWorld(world: FlowWorld) {
  const newBrowser = () => randomBytes(32);
  const keys = {
    newBrowser,

    async add(who: Pick<Person, 'secret'>, deviceHash: Buffer, twist: Twist = {}): Promise<Added> {
      const ctx = await world.signedIn(who.secret);
      const made = makePasskey(done(await askForNew(ctx, { deviceHash })), twist);
      const presented = hashOfSecret(who.secret);
      const result = await addNewPasskey(ctx, { presented, deviceHash, answer: made.answer });
      return { ...made, result };
    },

    /** Signed in, with a passkey that this very browser made. */
    async person(person?: Person): Promise<WithPasskey> {
      const { userId, email, secret } = person ?? (await world.person());
      const deviceHash = newBrowser();
      const { passkey, result } = await keys.add({ secret }, deviceHash);
      const added = done(result);
      const caller = await world.callerOf(added.secret);
      return { userId, email, secret: added.secret, sessionId: caller.session.id, passkey, deviceHash };
    },

    question: async (deviceHash: Buffer) => done(await askToSignIn(world.ctx(), { deviceHash })),

    /** In any browser; `twist` spoils the answer. */
    async signIn(passkey: SoftPasskey, twist: Twist = {}, deviceHash = newBrowser()) {
      const answer = answerWith(passkey, await keys.question(deviceHash), twist);
      return keys.send(answer, deviceHash);
    },

    send: (answer: unknown, deviceHash: Buffer) =>
      signInWithPasskey(world.ctx(), { answer, deviceHash, remember: false }),

    questionAfter: async (pending: string, deviceHash: Buffer) =>
      done(await askAfterFirstFactor(world.ctx(), { pending, deviceHash })),

    questionToStepUp: async (who: Pick<Person, 'secret'>, deviceHash: Buffer) =>
      done(await askToStepUp(await world.signedIn(who.secret), { deviceHash })),
  };
  return keys;
}
