/**
 * Notes how each server action call was answered. Next keeps an answer's status and format to itself and throws the same error
 * for a proxy's page, a limit and a refusal, so this watches its requests on their way through `fetch`.
 */

import { idempotencyKeyField } from '@/lib/web/guards/action-state';
import type { Met } from '@/lib/web/guards/answers';
import { metOf } from './met';

const answers = new Map<string, Met>();
const flight = /^text\/x-component/;

/** Call it before the first action. Other requests pass through unchanged. */
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

/** The answer to the call that carried this key, given once. Undefined if nothing watched the call. */
export function answerTo(key: string): Met | undefined {
  const met = answers.get(key);
  answers.delete(key);
  return met;
}

/** Calls may overlap, so the key of the submission tells them apart: React writes it into the body behind a prefix. */
function callIn(init: RequestInit | undefined): string | undefined {
  if (!new Headers(init?.headers).has('next-action') || !(init?.body instanceof FormData)) return undefined;
  for (const [name, value] of init.body)
    if (name.endsWith(`_${idempotencyKeyField}`) && typeof value === 'string') return value;
  return undefined;
}
