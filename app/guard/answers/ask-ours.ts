/** Asks one of our routes on behalf of the page, and tells the possible answers apart. */

import { type Trouble, troubleOf } from '@/lib/web/guards/answers';
import { anotherPersonReason, pageOrganizationHeader, pageOwnerHeader } from '@/lib/web/request/page-owner';
import { metOf } from './met';

/** A problem document from our server, in its own words. */
export type Problem = { readonly code: string; readonly title?: string; readonly [detail: string]: unknown };

export type OwnAnswer<Body> =
  | { readonly kind: 'answered'; readonly body: Body }
  /** Somebody else is signed in here now: nothing was done. */
  | { readonly kind: 'another_person' }
  | {
      readonly kind: 'trouble';
      readonly trouble: Trouble;
      readonly problem?: Problem | undefined;
      readonly retryAfterSeconds?: number | undefined;
    };

type Question = RequestInit & {
  /** Whose page asks. */
  readonly owner?: string | undefined;
  /** The organization that it shows, by its id. */
  readonly organization?: string | undefined;
};

const json = /^application\/(problem\+)?json/;

/** Never throws. Trusts the route to send this type of body. */
export async function askOurs<Body>(
  path: string,
  { owner, organization, ...init }: Question = {},
): Promise<OwnAnswer<Body>> {
  const headers = new Headers(init.headers);
  if (owner) headers.set(pageOwnerHeader, owner);
  if (organization) headers.set(pageOrganizationHeader, organization);
  try {
    const response = await fetch(path, { cache: 'no-store', ...init, headers });
    const met = metOf(response, json);
    const body: unknown = met.inOurForm ? await response.json() : undefined;
    if (!response.ok || !isObject(body)) return troubled(troubleOf({ ...met, inOurForm: false }), met, body);
    return body.reason === anotherPersonReason
      ? { kind: 'another_person' }
      : { kind: 'answered', body: body as Body };
  } catch {
    return { kind: 'trouble', trouble: 'no_answer' };
  }
}

function troubled(
  trouble: Trouble,
  { retryAfterSeconds }: { readonly retryAfterSeconds?: number | undefined },
  body: unknown,
): OwnAnswer<never> {
  const problem = isObject(body) && typeof body.code === 'string' ? (body as Problem) : undefined;
  // Only our own server knows whether a session has ended: a gateway may want a sign-in of its own.
  const foreign = trouble === 'signed_out' && !problem;
  return { kind: 'trouble', trouble: foreign ? 'refused' : trouble, problem, retryAfterSeconds };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
