/** Codes that came by mail. */

import { expect, type Locator, type Page } from '@playwright/test';
import { mailsTo } from './mail';
import { markSecret } from './secrets';

const subject = /^Your code to/;

export const emailCodeField = (within: Page | Locator) => within.getByLabel('Code', { exact: true });

/** The code of the newest mail; waits until there are so many. */
export async function codeFor(email: string, mails = 1): Promise<string> {
  const ours = () => mailsTo(email).filter((mail) => subject.test(mail.subject));
  await expect.poll(() => ours().length, { timeout: 20_000 }).toBeGreaterThanOrEqual(mails);
  return markSecret(/^\d{8}$/m.exec(ours().at(-1)?.text ?? '')?.[0] ?? '');
}

/** On the page, or in the dialog, that asks somebody without a password who they are. */
export async function confirmByMail(within: Page | Locator, email: string): Promise<void> {
  await within.getByRole('button', { name: 'Send code' }).click();
  await emailCodeField(within).fill(await codeFor(email));
  await within.getByRole('button', { name: 'Confirm' }).click();
}
