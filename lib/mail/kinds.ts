/** Every mail that the product sends, the facts each one needs, and what its link can be for. Pure. */

import type { Role } from '../config/policy';
import type { FirstFactor } from '../proof';

/** Where something was done from, in our own words, so that the person recognises it (lib/device, lib/address). */
export type MailOrigin = { readonly device: string; readonly place?: string };

/** `key`: its name, as its person chose it. `organization`, `slug`: of an organization's own key. */
type KeyFacts = {
  readonly key: string;
  readonly lastFour: string;
  readonly organization?: string | undefined;
};
type KeyPlace = { readonly slug?: string | undefined };

type SupportFacts = { readonly staff: string; readonly reason: string; readonly ticket?: string };

export type MailFacts = {
  /** To an address that someone signed up with; the link confirms exactly this attempt. */
  confirm_email: MailOrigin & { readonly signUpId: string };
  /** Repeats the mail for the attempt that asks; dropped unsent if none is waiting. */
  confirm_email_again: MailOrigin & { readonly signUpId: string };
  /** The same request when an account already exists. */
  already_registered: MailOrigin;
  /** From an operator, to somebody who has no account yet. */
  invitation: Record<never, never>;
  /**
   * To any address that someone requested a link for; dropped unsent if there is no account. `hasPassword` is looked up when it
   * goes out.
   */
  reset_password: MailOrigin & { readonly hasPassword?: 'yes' | 'no' };
  /**
   * To any address that someone requested a code for. The code is made when the mail goes out; the mail is dropped if nobody
   * can use one.
   */
  sign_in_code: MailOrigin & { readonly codeId: string };
  /** To a signed-in person who has no other proof to give. */
  step_up_code: MailOrigin & { readonly codeId: string };
  password_changed: MailOrigin;
  password_reset: MailOrigin;
  /** To the new address. */
  confirm_new_email: MailOrigin & { readonly changeId: string };
  /** To the new address, if it belongs to another account. */
  new_email_taken: MailOrigin;
  /** To the old address, before and after the new one confirms; it can undo both. */
  email_change_requested: MailOrigin & { readonly changeId: string; readonly newEmail: string };
  email_changed_from: MailOrigin & { readonly changeId: string; readonly newEmail: string };
  /** To the new address, once it is in force. */
  email_changed_to: MailOrigin & { readonly oldEmail: string };
  /** `failures`: wrong passwords before this sign-in, if there were many. */
  new_sign_in: MailOrigin & { readonly known: 'yes' | 'no'; readonly failures?: string };
  factor_added: MailOrigin;
  factor_removed: MailOrigin;
  passkey_added: MailOrigin;
  passkey_removed: MailOrigin;
  /** `provider`: as in lib/config/providers. */
  identity_linked: MailOrigin & { readonly provider: string };
  identity_unlinked: MailOrigin & { readonly provider: string };
  recovery_codes_renewed: MailOrigin;
  /** `left`: codes of the set that still work; `few`: whether it is time for a new set. */
  recovery_code_used: MailOrigin & { readonly left: string; readonly few: 'yes' | 'no' };
  /** To every address of the account. `until`: the end of the wait, ISO; `begunWith`: the first factor given before it. */
  factor_reset_requested: MailOrigin & {
    readonly resetId: string;
    readonly until: string;
    readonly begunWith: FirstFactor;
  };
  /** A reminder when the wait is nearly over. */
  factor_reset_soon: { readonly resetId: string; readonly until: string };
  /** The wait is over. */
  factor_reset_ready: { readonly resetId: string };
  factor_reset_cancelled: MailOrigin & { readonly by: 'factor_proven' | 'cancelled_by_link' | 'cancelled' };
  factors_reset: MailOrigin;
  /** The right password, or another first factor, followed by wrong codes until no tries were left. */
  second_factor_failed: MailOrigin & { readonly begunWith: FirstFactor };
  /** After "this wasn't me": the way back in. */
  secure_account: MailOrigin;
  account_disabled: Record<never, never>;
  account_enabled: Record<never, never>;
  /** `role`: what the person is from now on. */
  role_changed: { readonly role: Role };
  /** Support asks to see the account as its person. `staff`: who; `reason`, `ticket`: in their words. */
  support_asked: SupportFacts;
  /** Support will look without being allowed to, where the operator of the product has decided so. */
  support_told: SupportFacts;
  support_started: SupportFacts;
  /** `support`: whose visit it was; `ended` and `sums` in our own words. */
  support_ended: {
    readonly support: string;
    readonly reason: string;
    readonly ended: string;
    readonly sums: string;
  };
  /** A token of an app that was spent before was shown again. `app`: as the person knows it. */
  token_reused: { readonly app: string; readonly place?: string };
  /** `until`: the last moment to undo it, ISO. */
  deletion_requested: MailOrigin & { readonly until: string };
  account_deleted: Record<never, never>;
  /** To an address that a member typed. Their names were chosen by people. */
  organization_invitation: {
    readonly invitationId: string;
    readonly organization: string;
    readonly inviter: string;
    readonly role: 'member' | 'admin';
  };
  /** To every owner. `until`: the last moment to undo it, ISO. */
  organization_deleted: MailOrigin & { readonly organization: string; readonly until: string };
  /** To every owner. */
  webhook_disabled: {
    readonly organization: string;
    readonly slug: string;
    readonly reason: 'failing' | 'gone';
  };
  key_created: MailOrigin & KeyFacts;
  /** To every owner but the one who made it. `maker`: their name, which they chose. */
  organization_key_created: KeyFacts & KeyPlace & { readonly maker: string };
  /** `until`: its end, ISO. */
  key_expiring: KeyFacts & KeyPlace & { readonly until: string };
  /** Nothing has used it for a while. */
  key_unused: KeyFacts & KeyPlace & { readonly until: string };
  /** Also to the owners of the organization that it belonged to. `site`: the host that it was found at. */
  key_leaked: KeyFacts & KeyPlace & { readonly site?: string | undefined };
};

export type MailKind = keyof MailFacts;

/**
 * Mails that a stranger can send to any address: by signing up with it, requesting a link or a code for it, or wanting it for
 * their own account. They contain nothing that anyone chose, or a stranger could have us deliver their words to anybody: no
 * name, no address of theirs, nothing from their browser.
 */
export const causedByStrangers = [
  'confirm_email',
  'confirm_email_again',
  'already_registered',
  'reset_password',
  'sign_in_code',
  'confirm_new_email',
  'new_email_taken',
] as const satisfies readonly MailKind[];

type OurOwnWords = keyof MailOrigin | 'signUpId' | 'changeId' | 'codeId' | 'hasPassword';
type Chosen = Exclude<
  { [K in (typeof causedByStrangers)[number]]: keyof MailFacts[K] }[(typeof causedByStrangers)[number]],
  OurOwnWords
>;
/** `true` only while none of them gets any other fact; a test checks it. */
export type NothingChosen = [Chosen] extends [never] ? true : Chosen;

/** A repeated mail uses the words of the original. */
export type WrittenKind = Exclude<MailKind, 'confirm_email_again'>;

/**
 * What the link of a mail can be for. `subject`: the fact that names the sign-up or the change it belongs to. `of`: whose
 * account it opens: that of the person the mail belongs to, or of the one who has its recipient's address when it is sent.
 */
export const linkPurposes = {
  confirm_email: { path: '/verify-email', of: 'person', subject: 'signUpId' },
  invitation: { path: '/reset-password', of: 'newcomer' },
  // The recipient is looked up on sending: if the account was taken back from this address meanwhile, the mail must give it no
  // way in.
  reset_password: { path: '/reset-password', of: 'recipient' },
  confirm_new_email: { path: '/verify-email', of: 'person', subject: 'changeId' },
  join_organization: { path: '/invitation', of: 'invitation', subject: 'invitationId' },
  undo_email_change: { path: '/undo-email-change', of: 'person', subject: 'changeId' },
  report_sign_in: { path: '/report-sign-in', of: 'person' },
  undo_deletion: { path: '/undo-deletion', of: 'person' },
  cancel_factor_reset: { path: '/cancel-factor-reset', of: 'person', subject: 'resetId' },
  finish_factor_reset: { path: '/finish-factor-reset', of: 'person', subject: 'resetId' },
} as const satisfies Record<string, LinkPurposeShape>;

/**
 * `newcomer`: as the recipient, while nobody has confirmed the account. `invitation`: nobody's; an invitation has a link of its
 * own.
 */
export type LinkOf = 'person' | 'recipient' | 'newcomer' | 'invitation';

type LinkPurposeShape = {
  readonly path: `/${string}`;
  readonly of: LinkOf;
  readonly subject?: 'signUpId' | 'changeId' | 'resetId' | 'invitationId';
};

export type LinkPurpose = keyof typeof linkPurposes;

/** The purposes whose subject is among the facts of this kind of mail. */
export type PurposeFor<Kind extends MailKind> = {
  [P in LinkPurpose]: (typeof linkPurposes)[P] extends { readonly subject: infer Subject }
    ? Subject extends keyof MailFacts[Kind]
      ? P
      : never
    : P;
}[LinkPurpose];

export type Mail = {
  readonly [Kind in MailKind]: {
    readonly kind: Kind;
    readonly recipient: string;
    /** Absent while it is not known whether there is an account. */
    readonly userId?: string;
    readonly facts: MailFacts[Kind];
  };
}[MailKind];
