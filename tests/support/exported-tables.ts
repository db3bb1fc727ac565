/** Which tables with a person in them the export of everything holds, and which not. */

import type { Export } from '../../lib/flows/account/export-data';

/** Where each table with a person in it is found in the document. */
export const held: Record<string, keyof Export> = {
  api_keys: 'apiKeys',
  audit_events: 'securityLog',
  billing_details: 'billing', // only: plans
  drafts: 'drafts', // only: drafts
  email_changes: 'emailChanges',
  factor_resets: 'factorResets',
  identities: 'connectedAccounts',
  invitations: 'invitations',
  known_devices: 'knownDevices',
  mails: 'mails',
  memberships: 'memberships',
  passkeys: 'passkeys',
  projects: 'projects', // only: sample
  sessions: 'sessions',
  support_grants: 'supportRequests',
  totp_authenticators: 'authenticator',
};
/** Tables with a person in them that the document leaves out, and why. */
export const leftOut: Record<string, string> = {
  action_keys: 'repeats for a while what a form was answered; it holds nothing that is not elsewhere',
  authorization_codes: 'wait a minute for their app; hashes alone, and the sessions say what came of them',
  one_time_tokens: 'nothing but hashes of links and when they were made; the mails that held them are listed',
  passkey_challenges: 'wait a few minutes for their answer; hashes alone',
  pending_sign_ins: 'wait a few minutes for their code; hashes alone',
  recovery_codes: 'nothing but hashes; the log says when one was used',
  sign_ups: 'tries that nobody has confirmed: a name and a password that a stranger may have typed',
};
