/** What an operator or a member of staff reads where a deed on somebody's account is refused. Pure. */

export const operatorRefusals = {
  not_found: 'No account has this address.',
  already_open: 'This address has an account already, open or disabled.',
  address_reserved: 'This address was given up recently, and its previous owner can still take it back.',
  not_locked: "This account isn't locked: it has no failed sign-ins to forget.",
  already_disabled: 'This account is already disabled.',
  not_disabled: "This account isn't disabled.",
  no_factors: 'This account has no second factor.',
  not_trusted: 'No such browser is trusted.',
  not_signed_in: 'This session has ended already. Reload the page to see the current list.',
  same_role: 'This account has that role already.',
  factor_missing: 'Staff need a second factor. Ask this person to set one up first.',
  last_administrator: 'This is the last administrator. Make somebody else one first.',
  not_permitted: "Your role doesn't allow this.",
  yourself: "You can't do this to your own account. Ask another administrator.",
  staff_not_seen: 'Nobody sees the account of somebody on the staff as if it were theirs.',
  account_not_open: "This account isn't open, so there's nothing of it to see.",
  already_asked: 'You have asked this person already. Wait for the answer.',
  no_consent: "There's no consent to use: it was used already, taken back, or its time is over. Ask again.",
  staff_member: 'Only an administrator can do this to somebody on the staff.',
} as const;

export type OperatorRefusalWord = keyof typeof operatorRefusals;
