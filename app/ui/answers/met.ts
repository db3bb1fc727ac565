/** What a response says about itself before anybody reads it. */

import type { Met } from '@/lib/web/answers';

const waitOf = (headers: Headers) => Number(headers.get('Retry-After')) || undefined;

export function metOf(response: Response, ourForm: RegExp): Met & { readonly answered: true } {
  const { status, headers } = response;
  return {
    answered: true,
    status,
    inOurForm: ourForm.test(headers.get('Content-Type') ?? ''),
    unknownAction: headers.get('x-nextjs-action-not-found') === '1',
    retryAfterSeconds: waitOf(headers),
  };
}
