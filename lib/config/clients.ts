/** The apps, command lines and services of this product: a closed list, and nobody registers another. Pure. */

import type { DeviceKind } from '../device-hardware';
import { product } from './product';
import type { Scope } from './scopes';

type Named = {
  readonly id: string;
  /** As people read it in their list of sessions. */
  readonly name: string;
  /** The most that it may be given. */
  readonly scopes: readonly Scope[];
  /** The one service that takes its access tokens: a path is our own API, and an address is another service. */
  readonly audience: string;
};

/** An app that people sign in to. It keeps no secret (RFC 8252 §8.5). */
export type AppClient = Named & {
  readonly kind: 'app';
  /** Compared to the letter. `http://127.0.0.1` and `http://[::1]` stand for any port on that machine (RFC 8252 §7.3). */
  readonly redirects: readonly string[];
  /** For what has no browser of its own (RFC 8628). */
  readonly deviceCode: boolean;
  readonly deviceKind: DeviceKind;
};

/** A program that acts for nobody but itself. Its secret comes from this environment variable, at least 32 characters. */
export type ServiceClient = Named & { readonly kind: 'service'; readonly secretFrom: string };

export type Client = AppClient | ServiceClient;

/** Our own API, as an audience. */
export const ownAudience = '/api/v1';

export const clients: readonly Client[] = [
  {
    kind: 'app',
    id: `${product.slug}-iphone`,
    name: `${product.name} for iPhone`,
    redirects: [`com.example.${product.slug}:/signed-in`],
    deviceCode: false,
    deviceKind: 'phone',
    scopes: [
      ...(['me:read', 'sessions:read', 'sessions:revoke'] as const),
      'projects:read', // only: sample
      'projects:write', // only: sample
    ],
    audience: ownAudience,
  },
  {
    kind: 'app',
    id: `${product.slug}-cli`,
    name: `${product.name} on the command line`,
    redirects: ['http://127.0.0.1/signed-in', 'http://[::1]/signed-in'],
    deviceCode: true,
    deviceKind: 'laptop',
    scopes: [
      ...(['me:read', 'sessions:read'] as const),
      'projects:read', // only: sample
      'projects:write', // only: sample
    ],
    audience: ownAudience,
  },
  {
    kind: 'service',
    id: `${product.slug}-reports`,
    name: 'Reports',
    scopes: [],
    audience: 'https://reports.example.com',
    secretFrom: 'CLIENT_SECRET_REPORTS',
  },
];

export const findClient = (id: string): Client | undefined => clients.find((client) => client.id === id);
