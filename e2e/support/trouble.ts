/** Fails a test in whose browsers something went wrong that nobody looked at: policy violations, errors, 5xx. */

import { type BrowserContext, expect } from '@playwright/test';

export class PageTrouble {
  private readonly seen: string[] = [];
  private readonly expected: RegExp[] = [];

  watch(context: BrowserContext): void {
    context.on('console', (message) => {
      if (message.type() === 'error')
        this.seen.push(`console error: ${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => this.seen.push(`page error: ${error.error().message}`));
    context.on('response', (response) => {
      if (response.status() >= 500) this.seen.push(`response: ${response.status()} ${response.url()}`);
    });
  }

  /** What else there is to look at, such as a warning of the database. */
  note(line: string): void {
    this.seen.push(line);
  }

  /** What the test brings about itself, such as `/status of 401/` where a page asks after its session was ended. */
  expect(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  verify(): void {
    const unexpected = this.seen.filter((line) => !this.expected.some((pattern) => pattern.test(line)));
    expect(unexpected, 'trouble that the test did not expect').toEqual([]);
  }
}
