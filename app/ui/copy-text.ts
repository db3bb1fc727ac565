'use client';

import { toast } from './toaster';

/** Tells what became of it: some browsers refuse. */
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
