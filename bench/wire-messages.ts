/** Reads the PostgreSQL wire protocol (version 3) as far as counting needs it. Pure: bytes in, messages out. */

export type WireMessage = { readonly type: string; readonly body: Buffer };

/** Cuts a stream into messages. The first of a client has no type letter; it is called "startup". */
export class MessageReader {
  private rest: Buffer = Buffer.alloc(0);

  constructor(private startup: boolean) {}

  read(chunk: Buffer): WireMessage[] {
    this.rest = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    const messages: WireMessage[] = [];
    for (let next = this.next(); next; next = this.next()) messages.push(next);
    return messages;
  }

  private next(): WireMessage | undefined {
    const typeBytes = this.startup ? 0 : 1;
    if (this.rest.length < typeBytes + 4) return undefined;
    const end = typeBytes + this.rest.readUInt32BE(typeBytes);
    if (this.rest.length < end) return undefined;
    const type = this.startup ? 'startup' : String.fromCharCode(this.rest[0] ?? 0);
    const body = this.rest.subarray(typeBytes + 4, end);
    this.rest = this.rest.subarray(end);
    this.startup = false;
    return { type, body };
  }
}

/** The zero-terminated texts at the start of a message. */
export function texts(body: Buffer, count: number): string[] {
  const found: string[] = [];
  for (let at = 0; found.length < count; ) {
    const end = body.indexOf(0, at);
    if (end < 0) break;
    found.push(body.toString('utf8', at, end));
    at = end + 1;
  }
  return found;
}
