/** The secrets of services, from the environment. Values are never printed. */

import { clients } from './clients';

type Source = Readonly<Record<string, string | undefined>>;

const shortest = 32;

/** By the service's id. One without a secret gets no token. */
export function readClientSecrets(source: Source, problems: string[]): ReadonlyMap<string, string> {
  const secrets = new Map<string, string>();
  for (const client of clients) {
    if (client.kind !== 'service') continue;
    const secret = source[client.secretFrom];
    if (!secret) continue;
    if (secret.length < shortest || new Set(secret).size < 12)
      problems.push(
        `${client.secretFrom} must be random and have at least ${shortest} characters: openssl rand -base64 32`,
      );
    secrets.set(client.id, secret);
  }
  return secrets;
}
