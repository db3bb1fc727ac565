/** Requests byte by byte, as no client library would send them, and what comes back. */

import { connect } from 'node:net';

export type RawRequest = {
  readonly method: string;
  readonly target: string;
  readonly version: string;
  /** In order, repeated and odd ones included. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** Closes its half of the connection when all is sent, as somebody does who waits for nothing. */
  readonly leaves?: boolean;
};

export type RawAnswer = {
  /** 0 where the connection was closed without a word. */
  readonly status: number;
  readonly head: string;
  readonly text: string;
};

/** A hang is a failure; the machine may be slow. */
const patienceMilliseconds = 30_000;

function bytesOf({ method, target, version, headers, body }: RawRequest): Buffer {
  const lines = [`${method} ${target} ${version}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}

/** Sends it, says that nothing more will come, and reads until the other side closes. */
export function send(at: string, request: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(at);
  return new Promise((done, fail) => {
    const parts: Buffer[] = [];
    const socket = connect({ host: hostname, port: Number(port) });
    socket.setTimeout(patienceMilliseconds, () => socket.destroy(new Error('the server left it unanswered')));
    socket.on('data', (part: Buffer) => {
      parts.push(part);
      // An endless answer: its beginning is enough.
      if (isStream(parts)) socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') fail(error);
    });
    socket.on('close', () => done(parse(Buffer.concat(parts))));
    if (request.leaves) socket.end(bytesOf(request));
    else socket.write(bytesOf(request));
  });
}

const isStream = (parts: readonly Buffer[]) =>
  /^content-type: text\/event-stream/im.test(Buffer.concat(parts).subarray(0, 4000).toString('latin1'));

/** The last answer: those of 100 to 199 only announce it. */
function parse(bytes: Buffer): RawAnswer {
  const all = bytes.toString();
  const from = all.replace(/^(HTTP\/1\.1 1\d\d [\s\S]*?\r\n\r\n)+/, '');
  const [head = '', ...rest] = from.split('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head, text: rest.join('\r\n\r\n') };
}

/** For a person to read and to send again; the values of cookies are not in it. */
export function dump(request: RawRequest): string {
  const { body } = request;
  const shown = bytesOf({ ...request, body: Buffer.alloc(0) })
    .toString('latin1')
    .trimEnd();
  const rest = body.length > 600 ? ` … ${body.length} bytes` : '';
  return `${visible(shown)}\n\n${visible(body.subarray(0, 600).toString('latin1'))}${rest}`;
}

const visible = (text: string) =>
  text
    .replaceAll('\r\n', '\n')
    .replace(/[^\n -~]/g, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
