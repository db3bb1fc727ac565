/**
 * One mail of the outbox goes out, at least once: sent first and noted afterwards. The row is held for as long as it takes,
 * so that no two workers send the same; a worker that dies lets go of it.
 */

import type { Transaction } from '../../../db/client';
import { findInvited, findPerson, findResettable, findRestorable } from '../../account/mailable';
import { findWaitingSignUp } from '../../account/sign-ups';
import { isOn } from '../../config/features';
import { isSingleAddress } from '../../config/mail-address';
import type { Policy } from '../../config/policy';
import { isOpenReset } from '../../factor-reset/store';
import { mintInvitation } from '../../invitation/store';
import type { LinkOf } from '../../mail/kinds';
import { isMailKind, type TokenLink, tokenLinkOf } from '../../mail/links';
import { holdMail, markMail, type WaitingMail } from '../../mail/store';
import { composeMail } from '../../mail/templates/compose';
import { type MailTransport, NotTaken } from '../../mail/transport';
import { faultFields, log } from '../../observe/log';
import { lifetimeOf, type Purpose } from '../../one-time-token/purposes';
import { discardToken, mintToken } from '../../one-time-token/store';
import { type AnonymousContext, inTransaction } from '../context';
import { record } from '../steps/record';
import { bringsCode, type CodeMail, mintMailedCode } from './mint-mailed-code';

export type MailContext = AnonymousContext & { readonly transport: MailTransport; readonly appUrl: URL };

/** `not_ours`: sent or dropped already, or in the hands of another worker. */
export type Sent = 'sent' | 'dropped' | 'not_ours';

/** Rejects when the mail was not taken, with the try noted: the job is to come back. */
export async function sendMail(ctx: MailContext, mailId: string): Promise<Sent> {
  const outcome = await inTransaction(ctx, async (tx): Promise<Sent | NotTaken> => {
    const mail = await holdMail(tx, mailId);
    if (!mail) return 'not_ours';
    const outcome = await tryToSend(ctx, tx, mail);
    const how = outcome instanceof NotTaken ? 'failed' : outcome;
    await markMail(tx, mail.id, how);
    const { code, responseCode } = outcome instanceof NotTaken ? outcome : {};
    log[how === 'failed' ? 'warn' : 'info'](
      { event: `mail_${how}`, mailId, kind: mail.kind, faultCode: code, responseCode },
      `mail_${how}`,
    );
    return outcome;
  });
  if (outcome instanceof NotTaken) throw outcome;
  return outcome;
}

/**
 * What has become of it by now: "once more" goes out as what it repeats, if that still waits; and an account that is about
 * to go has one way back, whatever its person asked for.
 */
async function current(ctx: MailContext, tx: Transaction, mail: WaitingMail): Promise<WaitingMail> {
  if (mail.kind === 'reset_password' || mail.kind === 'already_registered') {
    const leaving = await findRestorable(tx, mail.recipient, ctx.policy.deletionGracePeriod);
    if (!leaving) return mail.kind === 'reset_password' ? withPassword(tx, mail) : mail;
    const facts = { ...mail.facts, until: leaving.until.toISOString() };
    return { ...mail, kind: 'deletion_requested', userId: leaving.id, facts };
  }
  if (mail.kind !== 'confirm_email_again') return mail;
  const { signUpId } = mail.facts;
  const signUp = await findWaitingSignUp(tx, { signUpId, email: mail.recipient });
  if (!signUp) return mail;
  return { ...mail, kind: 'confirm_email', userId: signUp.userId };
}

/** The request was answered without saying whether there is an account, so the mail learns only here what will be changed. */
async function withPassword<Held extends WaitingMail & { kind: 'reset_password' }>(
  tx: Transaction,
  mail: Held,
): Promise<Held> {
  const person = await findResettable(tx, mail.recipient);
  const hasPassword = person?.hasPassword === false ? 'no' : 'yes';
  return { ...mail, facts: { ...mail.facts, hasPassword } };
}

async function tryToSend(
  ctx: MailContext,
  tx: Transaction,
  held: WaitingMail,
): Promise<'sent' | 'dropped' | NotTaken> {
  const mail = await current(ctx, tx, held);
  if (!isMailKind(mail.kind) || !isSingleAddress(mail.recipient)) return 'dropped';
  if (bringsCode(mail)) return sendCode(ctx, tx, mail);
  const link = tokenLinkOf(mail);
  if (link?.purpose === 'join_organization') return sendInvitation(ctx, mail, link);
  if (!link) return (await handOver(ctx, mail, {})) ?? 'sent';
  return sendLink(ctx, tx, mail, { ...link, purpose: link.purpose });
}

async function sendLink(
  ctx: MailContext,
  tx: Transaction,
  mail: WaitingMail,
  link: TokenLink & { readonly purpose: Purpose },
): Promise<'sent' | 'dropped' | NotTaken> {
  const person = await personOf(tx, mail, link.of);
  if (!person) return 'dropped';
  // Over a connection of its own: it must be good by the time the mail is read, whatever becomes of this transaction.
  const token = await mintToken(ctx.db, {
    userId: person.id,
    purpose: link.purpose,
    subjectId: subjectOf(mail, link),
  });
  // Whose address it is may have changed in between; what changes after this makes the token void itself.
  if ((await personOf(tx, mail, link.of))?.id !== person.id) {
    await discardToken(ctx.db, token);
    return 'dropped';
  }
  const fault = await handOver(ctx, mail, { token });
  if (!fault && mail.kind === 'reset_password')
    await record(ctx, tx, { event: 'password_reset_link_sent', outcome: 'success', userId: person.id });
  // Hundreds of tries in an outage would leave as many tokens behind.
  if (fault?.surelyUnsent) await discardToken(ctx.db, token);
  return fault ?? 'sent';
}

async function sendCode(
  ctx: MailContext,
  tx: Transaction,
  mail: WaitingMail & CodeMail,
): Promise<'sent' | 'dropped' | NotTaken> {
  const minted = await mintMailedCode(ctx, tx, mail);
  if (!minted) return 'dropped';
  const { code, userId } = minted;
  const fault = await handOver(ctx, mail, { code });
  if (fault) return fault;
  const data = { for: mail.kind === 'step_up_code' ? 'step_up' : 'sign_in' };
  await record(ctx, tx, { event: 'sign_in_code_sent', outcome: 'success', userId, data });
  return 'sent';
}

/**
 * The link is made now, over a connection of its own: it must be good by the time the mail is read. Sent twice, the later one
 * counts.
 */
async function sendInvitation(
  ctx: MailContext,
  mail: WaitingMail,
  { subjectId = '' }: TokenLink,
): Promise<'sent' | 'dropped' | NotTaken> {
  const token = isOn('organizations') ? await mintInvitation(ctx.db, subjectId) : undefined;
  return token === undefined ? 'dropped' : ((await handOver(ctx, mail, { token })) ?? 'sent');
}

/** "This wasn't me" belongs to the mail itself: it says which address reported. */
const subjectOf = (mail: WaitingMail, link: TokenLink) =>
  link.purpose === 'report_sign_in' ? mail.id : link.subjectId;

const lifetimeOfLink = ({ purpose }: TokenLink, policy: Policy) =>
  purpose === 'join_organization' ? policy.invitationLifetime : lifetimeOf(purpose, policy);

/** Also a mail that cannot be written is a try: it comes back more and more seldom, and is given up on in the end. */
async function handOver(
  { appUrl, policy, transport }: MailContext,
  mail: WaitingMail,
  { token, code }: { token?: string; code?: string },
): Promise<NotTaken | undefined> {
  const link = tokenLinkOf(mail);
  const lifetime = link ? lifetimeOfLink(link, policy) : policy.emailCodeLifetime;
  try {
    const composed = await composeMail(mail, { appUrl, at: mail.createdAt, token, code, lifetime });
    await transport.deliver({ id: mail.id, to: mail.recipient, ...composed });
    return undefined;
  } catch (fault) {
    if (fault instanceof NotTaken) return fault;
    log.error({ event: 'mail_broken', mailId: mail.id, ...faultFields(fault) }, 'mail_broken');
    return new NotTaken('EBROKEN', undefined, false);
  }
}

const personOf = async (
  tx: Transaction,
  { recipient, userId, ...mail }: WaitingMail,
  of: LinkOf,
): Promise<{ id: string } | undefined> => {
  // Stopped while it waited in the outbox.
  const onItsWay = mail.kind === 'factor_reset_soon' || mail.kind === 'factor_reset_ready';
  if (onItsWay && !(await isOpenReset(tx, mail.facts.resetId))) return undefined;
  if (of === 'newcomer') return findInvited(tx, recipient);
  if (of === 'recipient') return findResettable(tx, recipient);
  return userId === undefined ? undefined : findPerson(tx, userId);
};
