/** What receivers can be told of, in one closed list. Pure. */

const caep = (type: string) => `https://schemas.openid.net/secevent/caep/event-type/${type}`;
const risc = (type: string) => `https://schemas.openid.net/secevent/risc/event-type/${type}`;

type Described = {
  /** The URI that stands in the event; undefined where no standard has one and we use our own. */
  readonly type?: string;
  /** What has happened, for the form and for docs/webhooks.md. */
  readonly says: string;
  /** False: only the product's own receivers hear of it. */
  readonly organizations: boolean;
};

export const webhookEvents = {
  'session.revoked': {
    type: caep('session-revoked'),
    says: 'A session of a person ended, for whatever reason.',
    organizations: true,
  },
  'credential.changed': {
    type: caep('credential-change'),
    says: 'A person changed, added or removed a password, a passkey, an authenticator app, recovery codes or a connected account.',
    organizations: true,
  },
  'account.disabled': {
    type: risc('account-disabled'),
    says: 'The account of a person was disabled.',
    organizations: true,
  },
  'account.enabled': {
    type: risc('account-enabled'),
    says: 'The account of a person was enabled again.',
    organizations: true,
  },
  'account.deleted': {
    type: risc('account-purged'),
    says: 'The account of a person was removed for good.',
    organizations: false,
  },
  'member.added': { says: 'A person joined the organization.', organizations: true },
  'member.role_changed': {
    type: caep('token-claims-change'),
    says: 'A member of the organization got another role.',
    organizations: true,
  },
  'member.removed': { says: 'A member left the organization or was removed.', organizations: true },
  'key.revoked': { says: 'An API key ended, however it ended.', organizations: true },
  'organization.changed': {
    says: 'The name, the address or the rules of the organization changed.',
    organizations: true,
  },
} as const satisfies Record<string, Described>;

export type WebhookEventName = keyof typeof webhookEvents;
export const webhookEventNames = Object.keys(webhookEvents) as WebhookEventName[];

/** What an organization can ask for. */
export const organizationWebhookEvents = webhookEventNames.filter(
  (name) => webhookEvents[name].organizations,
);

/** Sent by hand and after an address is turned on again; nobody subscribes to it (SSF 1.0 §8.1.4). */
export const testEvent = 'webhook.test';
const testType = 'https://schemas.openid.net/secevent/ssf/event-type/verification';

/** `issuer`: the origin of the product, under which our own types have their names. */
export function typeOfEvent(event: WebhookEventName | typeof testEvent, issuer: string): string {
  if (event === testEvent) return testType;
  const { type }: Described = webhookEvents[event];
  return type ?? `${issuer}/events/${event}`;
}

/** Why nothing is sent to an address: by a person, or because its receiver was away for days or said that it is gone. */
export const offReasons = ['person', 'failing', 'gone'] as const;
export type OffReason = (typeof offReasons)[number];

/** What stands in the log in place of a status where there was none. */
export const sendFaults = [
  'unknown_host',
  'private_address',
  'unreachable',
  'insecure',
  'timeout',
  'off',
  'unsealed',
] as const;
export type SendFault = (typeof sendFaults)[number];
