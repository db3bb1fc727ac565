/** What holds for every call, and how one looks in a terminal. Pure: the numbers come from the policy it is given. */

import { isOn } from '@/lib/config/features';
import type { Policy } from '@/lib/config/policy';
import type { ApiOperation } from '@/lib/web/api/operation';
import { apiRoot } from '@/lib/web/api/operation';

export const apiSentences = (policy: Policy): string[] => [
  `Send ${[isOn('tokens') && 'an access token', isOn('apiKeys') && 'an API key'].filter(Boolean).join(' or ')} as “Authorization: Bearer …”, never together with a cookie and never in an address.`,
  'A token does what its scopes say, and never more than its person may do at that moment.',
  `${policy.callsPerMinute.toLocaleString('en')} calls a minute. The RateLimit header says how many are left; beyond them the answer is 429, with Retry-After.`,
  'Lists come in pages: “next” is the cursor of the next one, and the Link header its address.',
  'What creates something takes an Idempotency-Key: sent again with the same one, it is done once.',
  'Errors are problem documents (RFC 9457). Programs read “code”, which never changes.',
  'What asks a person for proof in the browser is closed to tokens; the answer says on which page a person can do it.',
];

/** For a terminal, with what has to be filled in in capitals. */
export function exampleCall({ method, path, body }: ApiOperation, origin: string): string {
  const address = `${origin}${apiRoot}${path.replace(/\{(\w+)\}/g, (_whole, name: string) => name.toUpperCase())}`;
  const sent = Object.fromEntries(Object.keys(body?.shape ?? {}).map((field) => [field, '…']));
  return [
    `curl${method === 'GET' ? '' : ` -X ${method}`} ${address}`,
    "-H 'Authorization: Bearer TOKEN'",
    ...(body ? ["-H 'Content-Type: application/json'", `-d '${JSON.stringify(sent)}'`] : []),
  ].join(' \\\n  ');
}
