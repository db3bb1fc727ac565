/**
 * Notes how each call of a server action was answered. Next keeps status and form of an answer to itself, and throws one
 * and the same error for a proxy's page, a limit and a refusal, so its requests are looked at on their way through `fetch`.
 */

import { idempotencyKeyField } from '@/lib/web/guards/action-state';
import type { Met } from '@/lib/web/guards/answers';
import { metOf } from './met';

const answers = new Map<string, Met>();
const flight = /^text\/x-component/;

/** Before the first action is called. Everything else passes as it is. */
export function watchActions(): void {
  const plain = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const call = callIn(init);
    if (call === undefined) return plain(input, init);
    try {
      const response = await plain(input, init);
      answers.set(call, metOf(response, flight));
      return response;
    } catch (fault) {
      answers.set(call, { answered: false });
      throw fault;
    }
  };
}

/** What became of the call that carried this key; once. Undefined where nobody watched. */
export function answerTo(key: string): Met | undefined {
  const met = answers.get(key);
  answers.delete(key);
  return met;
}

/** Calls may overlap, so each is told by the key of its submission: React writes it into the body behind a prefix. */
function callIn(init: RequestInit | undefined): string | undefined {
  if (!new Headers(init?.headers).has('next-action') || !(init?.body instanceof FormData)) return undefined;
  for (const [name, value] of init.body)
    if (name.endsWith(`_${idempotencyKeyField}`) && typeof value === 'string') return value;
  return undefined;
}
