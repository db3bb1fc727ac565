/** How a page is told what to ask a passkey, as JSON that the browser's own API takes. */

import 'server-only';
import type { Result } from '../../result';
import { lendBrowser, thisBrowser } from '../cookies/device';
import { problem } from './problem';

type Refusal = 'proof_needed' | 'pending_over' | 'rate_limited';

/** `ask` is given this browser, to which the answer is bound. */
export async function passkeyQuestion(
  ask: (browser: { readonly deviceHash: Buffer }) => Promise<Result<object, Refusal>>,
): Promise<Response> {
  const browser = await thisBrowser();
  const result = await ask(browser);
  if (result.ok) {
    await lendBrowser(browser);
    return Response.json(result.value);
  }
  if (result.reason === 'rate_limited')
    return problem('rate_limited', { retryAfterSeconds: result.retryAfterSeconds });
  return problem(result.reason === 'proof_needed' ? 'step_up_required' : 'no_session');
}
