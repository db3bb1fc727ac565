/** Reads a mail as our own mailer writes it: headers, and the text and html of a multipart/alternative. */

export type ReadMail = {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
};

/** `source` with one character for each byte. */
export function readMail(source: string): ReadMail {
  const whole = part(source);
  const boundary = /boundary="?([^";]+)"?/.exec(whole.headers['content-type'] ?? '')?.[1];
  const inner = boundary ? whole.body.split(`--${boundary}`).slice(1, -1).map(part) : [whole];
  const bodyOf = (type: string) =>
    decoded(inner.find(({ headers }) => headers['content-type']?.startsWith(type)));
  return {
    subject: words(whole.headers.subject ?? ''),
    text: bodyOf('text/plain'),
    html: bodyOf('text/html'),
    headers: whole.headers,
  };
}

type Part = { readonly headers: Record<string, string>; readonly body: string };

function part(source: string): Part {
  const [head = '', ...rest] = source.replace(/^\r\n/, '').split('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { headers: Object.fromEntries(headers), body: rest.join('\r\n\r\n') };
}

function decoded({ headers, body }: Part = { headers: {}, body: '' }): string {
  const encoding = headers['content-transfer-encoding']?.toLowerCase();
  const bytes =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : Buffer.from(encoding === 'quoted-printable' ? unquoted(body) : body, 'latin1');
  const text = bytes.toString('utf8').replace(/\r\n/g, '\n');
  // Long lines were broken after a blank, to be joined again (RFC 3676).
  const flowed = headers['content-type']?.includes('format=flowed');
  return flowed ? text.replace(/(?<!^--) \n/gm, ' ') : text;
}

const unquoted = (text: string) =>
  text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Encoded words of a header (RFC 2047). */
const words = (text: string) =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_all, how: string, what: string) =>
      how.toLowerCase() === 'b'
        ? Buffer.from(what, 'base64').toString('utf8')
        : Buffer.from(unquoted(what.replaceAll('_', ' ')), 'latin1').toString('utf8'),
    );
