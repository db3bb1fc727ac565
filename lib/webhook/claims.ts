/** Security event tokens (RFC 8417) in the shape of CAEP 1.0 and RISC 1.0. Pure. */

import { testEvent, typeOfEvent, type WebhookEventName } from './events';

/** Who began it, in CAEP's words (§2). */
export type Initiator = 'admin' | 'user' | 'policy' | 'system';

export type Happened = {
  readonly event: WebhookEventName;
  readonly userId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly organizationId?: string | undefined;
  readonly initiator: Initiator;
  /** A sentence for the person it is about. */
  readonly reason?: string | undefined;
  /** What the type of event asks for besides. */
  readonly more?: Readonly<Record<string, unknown>> | undefined;
};

/** What is stored of an event: the rest depends on who gets it. */
export type ToldEvent = {
  readonly sub_id: Readonly<Record<string, unknown>>;
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
};

const opaque = (id: string) => ({ format: 'opaque', id });

/** One part by itself, several as a complex subject (RFC 9493 §3, SSF 1.0 §3.5). */
function subjectOf({ userId, sessionId, organizationId }: Happened, iss: string): ToldEvent['sub_id'] {
  const user = userId && { format: 'iss_sub', iss, sub: userId };
  if (user && !sessionId && !organizationId) return user;
  return {
    format: 'complex',
    ...(user ? { user } : {}),
    ...(sessionId ? { session: opaque(sessionId) } : {}),
    ...(organizationId ? { tenant: opaque(organizationId) } : {}),
  };
}

/** No secret, no address, no device: whose it is and what has happened. */
export function tell(happened: Happened, issuer: string): ToldEvent {
  const { initiator, reason, more } = happened;
  return {
    sub_id: subjectOf(happened, issuer),
    type: typeOfEvent(happened.event, issuer),
    body: {
      initiating_entity: initiator,
      ...(reason ? { reason_user: { en: reason } } : {}),
      ...more,
    },
  };
}

/** About the receiver itself. */
export const tellTest = (endpointId: string, issuer: string): ToldEvent => ({
  sub_id: opaque(endpointId),
  type: typeOfEvent(testEvent, issuer),
  body: {},
});

type Envelope = {
  readonly issuer: string;
  /** Of the receiver. */
  readonly url: string;
  /** The same for every try and when it is sent again by hand, so that a receiver takes it once. */
  readonly id: string;
  readonly happenedAt: Date;
  readonly queuedAt: Date;
};

const secondsOf = (at: Date) => Math.floor(at.getTime() / 1000);

export const claimsOf = ({ sub_id, type, body }: ToldEvent, of: Envelope) => ({
  iss: of.issuer,
  aud: new URL(of.url).origin,
  iat: secondsOf(of.queuedAt),
  jti: of.id,
  sub_id,
  events: { [type]: { event_timestamp: secondsOf(of.happenedAt), ...body } },
});
