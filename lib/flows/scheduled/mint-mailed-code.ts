/** The code of a mail is made when the mail goes out, where someone can use one. Sent twice, the later code counts. */

import { isProvenByEmail } from '@/lib/proof';
import type { Transaction } from '../../../db/client';
import { opensToSignIn } from '../../account/state';
import { type Account, findAccount } from '../../account/store';
import { mintEmailCode } from '../../email-code/store';
import type { Mail } from '../../mail/kinds';
import type { AnonymousContext } from '../context';

export type CodeMail = Extract<Mail, { kind: 'sign_in_code' | 'step_up_code' }>;

export const bringsCode = (mail: Mail): mail is CodeMail =>
  mail.kind === 'sign_in_code' || mail.kind === 'step_up_code';

/**
 * Undefined where there is nobody to send it to, or it is too late. The code is written over a connection of its own: it
 * must be good by the time the mail is read, whatever becomes of this transaction. What happens to the account in between
 * removes the row, and then there is no code to send.
 */
export async function mintMailedCode(
  ctx: AnonymousContext,
  tx: Transaction,
  mail: CodeMail,
): Promise<{ code: string; userId: string } | undefined> {
  const { recipient: email, facts } = mail;
  const account = await findAccount(tx, { email });
  if (!account || !mayHave(account, mail)) return undefined;
  const purpose = mail.kind === 'sign_in_code' ? 'sign_in' : 'step_up';
  const code = await mintEmailCode(ctx.db, { id: facts.codeId, email, purpose }, ctx.policy);
  return code === undefined ? undefined : { code, userId: account.id };
}

const mayHave = (account: Account, { kind, userId }: CodeMail): boolean =>
  opensToSignIn(account) && (kind === 'sign_in_code' || (account.id === userId && isProvenByEmail(account)));
