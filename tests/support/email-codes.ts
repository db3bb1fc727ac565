/** Codes as a person gets them: asked for by the real flow, read from the mail that goes out. */

import { eq, sql } from 'drizzle-orm';
import { ago } from '../../db/ago';
import { emailCodes } from '../../db/schema/email-codes';
import { mails } from '../../db/schema/mails';
import type { SignedInContext } from '../../lib/flows/context';
import { sendMail } from '../../lib/flows/scheduled/send-mail';
import { askEmailCode, askStepUpCode } from '../../lib/flows/sign-in/ask-email-code';
import { signInByCode } from '../../lib/flows/sign-in/sign-in-by-code';
import type { Message } from '../../lib/mail/transport';
import { hashOfSecret } from '../../lib/secret';
import type { FlowWorld } from './flow-world';

export function codeWorld(world: FlowWorld) {
  const helpers = {
    hashOf: hashOfSecret,

    /** Sends what waits for this address; returns the code of the newest mail, if one went out. */
    async mailed(email: string): Promise<string | undefined> {
      const taken: Message[] = [];
      const transport = { deliver: async (message: Message) => void taken.push(message) };
      const ctx = { ...world.ctx(), appUrl: new URL('https://app.test'), transport };
      for (const { id } of await world.mailsTo(email)) await sendMail(ctx, id);
      return taken.map(({ text }) => /^\d{8}$/m.exec(text)?.[0]).findLast((code) => code !== undefined);
    },

    /** What the browser keeps; no mail has gone out yet. */
    async ask(email: string, more: Partial<Parameters<typeof askEmailCode>[1]> = {}): Promise<string> {
      const asked = await askEmailCode(world.ctx(), { email, remember: false, ...more });
      if (!asked.ok) throw new Error(asked.reason);
      return asked.value;
    },

    async asked(email: string, more: Partial<Parameters<typeof askEmailCode>[1]> = {}) {
      const held = await helpers.ask(email, more);
      const code = await helpers.mailed(email);
      if (code === undefined) throw new Error('no code was sent');
      return { held, code };
    },

    give: (held: unknown, code: string, more: Partial<Parameters<typeof signInByCode>[1]> = {}) =>
      signInByCode(world.ctx(), { held, code, ...more }),

    /** For step-up, in the session of this context. */
    async askedToStepUp(ctx: SignedInContext) {
      const asked = await askStepUpCode(ctx);
      if (!asked.ok) throw new Error(asked.reason);
      const typed = await helpers.mailed(ctx.user.email);
      if (typed === undefined) throw new Error('no code was sent');
      return { held: asked.value, typed };
    },

    rowsOf: (email: string) => world.db.select().from(emailCodes).where(eq(emailCodes.email, email)),

    age: (email: string, seconds: number) =>
      world.db
        .update(emailCodes)
        .set({ createdAt: ago(seconds) })
        .where(eq(emailCodes.email, email)),

    forgetMails: (email: string) => world.db.delete(mails).where(eq(mails.recipient, email)),

    withoutPassword: (userId: string) =>
      world.db.execute(sql`update users set has_password = false where id = ${userId}`),
  };
  return helpers;
}

/** Another code than this one. */
export const otherThan = (code: string): string => `${(Number(code[0]) + 1) % 10}${code.slice(1)}`;
