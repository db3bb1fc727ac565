/** Every mail that the product sends, and what each one has to be told. Pure. */

/** Where something was done from, in words of ours that a person knows again (lib/device, lib/address). */
export type Origin = { readonly device: string; readonly place?: string };

export type MailFacts = {
  /** To an address that somebody signed up with; the link confirms exactly this try. */
  confirm_email: Origin & { readonly signUpId: string };
  /** Once more, for the very try that asks; dropped unsent where there is none that waits. */
  confirm_email_again: Origin & { readonly signUpId: string };
  /** The same request, where there is an account already. */
  already_registered: Origin;
  /** To any address that somebody asked a link for; dropped unsent where there is no account. `hasPassword` is found out when it goes out. */
  reset_password: Origin & { readonly hasPassword?: 'yes' | 'no' };
  /** To any address that somebody asked a code for; its code is made when it goes out, and it is dropped where nobody can use one. */
  sign_in_code: Origin & { readonly codeId: string };
  /** To somebody signed in, who has nothing else to prove it with. */
  step_up_code: Origin & { readonly codeId: string };
  password_changed: Origin;
  password_reset: Origin;
  /** To the new address. */
  confirm_new_email: Origin & { readonly changeId: string };
  /** To the new address, where it belongs to another account. */
  new_email_taken: Origin;
  /** To the old address, before and after the new one has confirmed; it can undo both. */
  email_change_requested: Origin & { readonly changeId: string; readonly newEmail: string };
  email_changed_from: Origin & { readonly changeId: string; readonly newEmail: string };
  /** To the new address, once it counts. */
  email_changed_to: Origin & { readonly oldEmail: string };
  /** `failures`: wrong passwords before this sign-in, where they were many. */
  new_sign_in: Origin & { readonly known: 'yes' | 'no'; readonly failures?: string };
  factor_added: Origin;
  factor_removed: Origin;
  passkey_added: Origin;
  passkey_removed: Origin;
  /** `provider`: as in lib/config/providers. */
  identity_linked: Origin & { readonly provider: string };
  identity_unlinked: Origin & { readonly provider: string };
  recovery_codes_renewed: Origin;
  /** `left`: codes of the set that still work; `few`: whether that is worth a new set. */
  recovery_code_used: Origin & { readonly left: string; readonly few: 'yes' | 'no' };
  /** To every address of the account; `until`: the end of the wait, ISO; `begunWith`: the first factor that was given before. */
  factor_reset_requested: Origin & {
    readonly resetId: string;
    readonly until: string;
    readonly begunWith: string;
  };
  /** Once more, when little of the wait is left. */
  factor_reset_soon: { readonly resetId: string; readonly until: string };
  /** The wait is over. */
  factor_reset_ready: { readonly resetId: string };
  /** `by`: a word of `StoppedBy` in lib/flows/cancel-factor-reset. */
  factor_reset_cancelled: Origin & { readonly by: string };
  factors_reset: Origin;
  /** The right password, or another first factor, and wrong codes until there were no more tries. */
  second_factor_failed: Origin & { readonly begunWith: string };
  /** After "this wasn't me": the way back in. */
  secure_account: Origin;
  account_disabled: Record<never, never>;
  account_enabled: Record<never, never>;
  /** `until`: the last moment to undo it, ISO. */
  deletion_requested: Origin & { readonly until: string };
  account_deleted: Record<never, never>;
};

export type MailKind = keyof MailFacts;

/**
 * Mails that a stranger can cause, and to any address there is: by signing up with it, by asking for a link or a code, by
 * wanting it for an account of theirs. Nothing that anybody chose stands in them, or we would carry it to whomever they like:
 * no name, no address of theirs, no word of their browser's.
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

type WordsOfOurs = keyof Origin | 'signUpId' | 'changeId' | 'codeId' | 'hasPassword';
type Chosen = Exclude<
  { [K in (typeof causedByStrangers)[number]]: keyof MailFacts[K] }[(typeof causedByStrangers)[number]],
  WordsOfOurs
>;
/** `true` alone where none of them is told anything else; a test holds it against that. */
export type NothingChosen = [Chosen] extends [never] ? true : Chosen;

/** "Once more" goes out as what it repeats. */
export type WrittenKind = Exclude<MailKind, 'confirm_email_again'>;

export type Mail = {
  readonly [Kind in MailKind]: {
    readonly kind: Kind;
    readonly recipient: string;
    /** Absent where it is not known yet whether there is an account. */
    readonly userId?: string;
    readonly facts: MailFacts[Kind];
  };
}[MailKind];
