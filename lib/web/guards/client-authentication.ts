/** Which client asks, and whether it proved that (RFC 6749 §2.3). */

import 'server-only';
import { type Client, findClient } from '../../config/clients';
import { env } from '../../config/env';
import { sameMac, sha256 } from '../../crypto';
import { type OAuthResult, oauthFault } from '../../flows/token/oauth-fault';

/** The fields of the form, each once. */
export type OAuthForm = Readonly<Record<string, string | undefined>>;

const unknownClient = oauthFault('invalid_client', 'The client is unknown, or did not prove who it is.');

/** By HTTP Basic or in the form, and never both (§2.3). Apps keep no secret, and none is taken from them. */
export function authenticate(form: OAuthForm, header: string | null): OAuthResult<Client> {
  const basic = header === null ? undefined : readBasic(header);
  if (header !== null && !basic) return unknownClient;
  if (basic && (form.client_secret !== undefined || (form.client_id ?? basic.id) !== basic.id))
    return oauthFault('invalid_request', 'Say who the client is once: by HTTP Basic or in the form.');
  const { id, secret } = basic ?? { id: form.client_id, secret: form.client_secret };
  const client = id === undefined ? undefined : findClient(id);
  return client && isProven(client, secret) ? { ok: true, value: client } : unknownClient;
}

function isProven(client: Client, secret: string | undefined): boolean {
  if (client.kind === 'app') return secret === undefined;
  const expected = env().clientSecrets.get(client.id);
  return expected !== undefined && secret !== undefined && sameSecret(secret, expected);
}

/** In the same time wherever they differ, and however long they are. */
const sameSecret = (left: string, right: string) =>
  sameMac(sha256(left).toString('base64'), sha256(right).toString('base64'));

/** Both halves are form-encoded inside (§2.3.1). */
function readBasic(header: string): { id: string; secret: string } | undefined {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header) ?? [];
  if (!encoded) return undefined;
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  try {
    return { id: formDecoded(id), secret: formDecoded(secret) };
  } catch {
    return undefined;
  }
}

const formDecoded = (text: string) => decodeURIComponent(text.replace(/\+/g, ' '));
