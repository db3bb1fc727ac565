/** What mail is handed to. Pure. */

export type Message = {
  /** The row's id: the same each time the mail is sent. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

export type MailTransport = {
  /** Resolves once the other side has taken it; rejects with NotTaken. */
  deliver(message: Message): Promise<void>;
  /** Whether it would take mail at all, without handing one over; rejects with NotTaken. Absent if there is nobody to ask. */
  check?(): Promise<void>;
};

/** Only our own words: what the other side said may repeat an address or a line of the mail, and this is logged. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken';
  constructor(
    readonly code: string,
    /** What the server answered, such as 451. */
    readonly responseCode: number | undefined,
    /** Nobody can have received the mail: it was refused, or never left. */
    readonly surelyUnsent: boolean,
  ) {
    super(`the mail was not taken: ${[code, responseCode].filter(Boolean).join(' ')}`);
  }
}
