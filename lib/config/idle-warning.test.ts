import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limitsOf, parsePolicy } from './policy';

const limitsWith = (source: Record<string, string>) =>
  limitsOf(parsePolicy(source), { remembered: false, role: 'member' });

describe('the idle warning', () => {
  test.each([
    ['30m', '120s', 120],
    ['599s', '120s', 119.8],
    ['600s', '120s', 120],
    ['601s', '120s', 120],
    ['30m', '10m', 360],
    ['101s', '60s', 20.2],
    ['100s', '60s', 20],
    ['99s', '60s', 20],
    ['20s', '20s', 20],
  ])('with %s idle and a lead of %s begins %d seconds before the end', (idle, lead, begins) => {
    const limits = limitsWith({
      SESSION_IDLE_TIMEOUT: idle,
      SESSION_WARNING_LEAD: lead,
      SESSION_TOUCH_INTERVAL: '1s',
    });
    expect(limits.idleWarningLead).toBe(begins);
  });

  test('is at most a fifth of the idle timeout and never under 20 s, for every policy that boots', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 43_200 }),
        fc.integer({ min: 20, max: 43_200 }),
        (idle, wish) => {
          const lead = limitsWith({
            SESSION_IDLE_TIMEOUT: `${idle}s`,
            SESSION_WARNING_LEAD: `${Math.min(wish, idle)}s`,
            SESSION_TOUCH_INTERVAL: '1s',
          }).idleWarningLead;
          expect(lead).toBeGreaterThanOrEqual(20);
          expect(lead).toBeLessThanOrEqual(Math.max(20, idle / 5));
        },
      ),
    );
  });
});
