import { describe, expect, test } from 'vitest';
import { claimedAt } from './google';

const google = (issuer: string) => ({ issuer: new URL(issuer), clientId: 'app', clientSecret: 'x' });
const real = google('https://accounts.google.com');
const person = { sub: '1', email: 'ada@example.com', email_verified: true };

describe('whose an address is today', () => {
  test.each([
    ['of Gmail, Google knows', { email: 'ada@gmail.com' }, true],
    ['of Gmail by its other name, Google knows', { email: 'Ada@GoogleMail.com' }, true],
    ['of an organisation at Google, Google knows', { hd: 'example.com' }, true],
    ['from anywhere else, Google knew once', {}, false],
    ['that only looks like Gmail, Google knew once', { email: 'ada@gmail.com.example.com' }, false],
    [
      'of Gmail that was never verified, nobody knows',
      { email: 'a@gmail.com', email_verified: false },
      false,
    ],
  ])('%s', (_what, more, emailCurrent) => {
    expect(claimedAt(real, { ...person, ...more })).toMatchObject({ emailCurrent });
  });

  test('another issuer knows of its own people', () => {
    const elsewhere = google('https://sign-in.example.com');
    expect(claimedAt(elsewhere, person)).toMatchObject({ emailVerified: true, emailCurrent: true });
    expect(claimedAt(elsewhere, { ...person, email_verified: 'false' })).toMatchObject({
      emailVerified: false,
      emailCurrent: false,
    });
  });
});
