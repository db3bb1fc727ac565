/** The providers that people may sign in with, as the environment gives them. Faults name the variable, never its value. */

import { isOn } from './features';

export const providerNames = ['google', 'github'] as const;
export type ProviderName = (typeof providerNames)[number];

export const isProviderName = (text: unknown): text is ProviderName =>
  providerNames.some((name) => name === text);

/** The providers' own names for themselves. */
export const providerLabels: Readonly<Record<ProviderName, string>> = { google: 'Google', github: 'GitHub' };

type Client = { readonly clientId: string; readonly clientSecret: string };

/** Absent for a provider that is not configured: it is then neither offered nor accepted. */
export type Providers = {
  readonly google?: Client & { readonly issuer: URL };
  readonly github?: Client & { readonly url: URL; readonly apiUrl: URL };
};

type Source = Readonly<Record<string, string | undefined>>;

export function readProviders(
  source: Source,
  problems: string[],
  on: (feature: ProviderName) => boolean = isOn,
): Providers {
  const clientOf = (name: ProviderName) =>
    on(name) ? readClient(source, name, problems) : expectNone(source, name, problems);
  const [google, github] = [clientOf('google'), clientOf('github')];
  const issuer = readAddress(source, 'GOOGLE_ISSUER', 'https://accounts.google.com', problems);
  const url = readAddress(source, 'GITHUB_URL', 'https://github.com', problems);
  const apiUrl = readAddress(source, 'GITHUB_API_URL', 'https://api.github.com', problems);
  return {
    ...(google && issuer ? { google: { ...google, issuer } } : {}),
    ...(github && url && apiUrl ? { github: { ...github, url, apiUrl } } : {}),
  };
}

const variablesOfClient = (name: ProviderName) =>
  [`${name.toUpperCase()}_CLIENT_ID`, `${name.toUpperCase()}_CLIENT_SECRET`] as const;

/** An operator who sets them expects people to sign in that way. */
function expectNone(source: Source, name: ProviderName, problems: string[]): undefined {
  for (const variable of variablesOfClient(name))
    if (source[variable]?.trim())
      problems.push(`${variable} is set, and ${name} is off in lib/config/features.ts`);
}

/** With one missing, the first person to try would find out. */
function readClient(source: Source, name: ProviderName, problems: string[]): Client | undefined {
  const [idName, secretName] = variablesOfClient(name);
  const [clientId, clientSecret] = [source[idName]?.trim(), source[secretName]?.trim()];
  if (clientId && clientSecret) return { clientId, clientSecret };
  if (clientId) problems.push(`${secretName} is missing: ${idName} is set, and one needs the other`);
  if (clientSecret) problems.push(`${idName} is missing: ${secretName} is set, and one needs the other`);
  return undefined;
}

/** Codes and tokens travel there, so plain http is only for this machine (ASVS 12.2.1). */
function readAddress(source: Source, name: string, fallback: string, problems: string[]): URL | undefined {
  const text = source[name]?.trim() || fallback;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && !url.username && !url.search && !url.hash && (url.protocol === 'https:' || isLoopback(url)))
    return url;
  problems.push(`${name} must be an https address, such as ${fallback}`);
  return undefined;
}

/** Plain http on this machine: for tests, and for a stand-in while developing. */
export const isLoopback = ({ protocol, hostname }: URL) =>
  protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
