/** What a response says about itself before its body is read. */

import type { Met } from '@/lib/web/guards/answers';

/** In seconds. A date does not count: it comes from a clock that is not ours. */
const waitOf = (headers: Headers) => {
  const wait = headers.get('Retry-After') ?? '';
  return /^[1-9][0-9]{0,6}$/.test(wait) ? Number(wait) : undefined;
};

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
