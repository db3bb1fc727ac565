'use client';

import { toast } from './toaster';

/** Says whether it worked: some browsers refuse. */
export async function copyText(
  text: string,
  { done, failed }: { done: string; failed: string },
): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(done);
  } catch {
    toast(failed, { tone: 'danger' });
  }
}
