/** What is written down once the answer is on its way. It may be lost with the process, and nothing depends on it. */

import 'server-only';
import { after } from 'next/server';
import { faultFields, log } from '../../observe/log';

export function afterAnswer(work: () => Promise<unknown>): void {
  const note = () =>
    work().catch((fault) => log.warn({ event: 'touch_failed', ...faultFields(fault) }, 'touch_failed'));
  try {
    after(note);
  } catch {
    // Nobody serves a request: a script, or a test.
    void note();
  }
}
