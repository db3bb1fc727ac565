import { describe, expect, test } from 'vitest';
import { readEnv } from './env';
import { product } from './product';

const whole = {
  NODE_ENV: 'production',
  APP_URL: 'https://app.test',
  DATABASE_URL: 'postgres://u:p@db/x',
  SESSION_SECRET: 'Zm9vYmFyMTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3A',
};

const read = (change: Record<string, string> = {}) => readEnv({ ...whole, ...change });

function faultOf(change: Record<string, string>): string {
  try {
    read(change);
  } catch (error) {
    return String(error);
  }
  return 'no problem';
}

describe('mail', () => {
  test('goes nowhere and comes from no-reply at our own host unless something is said', () => {
    expect(read()).toMatchObject({
      smtpUrl: undefined,
      mailFrom: { name: product.name, address: 'no-reply@app.test' },
    });
  });

  test.each(['smtp://localhost:2525', 'smtps://user:p%40ss@mail.example.com', 'smtp://u:p@10.0.0.1:587'])(
    'SMTP_URL may be %s',
    (SMTP_URL) => expect(read({ SMTP_URL }).smtpUrl).toBe(SMTP_URL),
  );

  test.each(['mail.example.com', 'https://u:marked-pw@mail.example.com', 'smtp://', 'smtp:marked-pw'])(
    'SMTP_URL may not be %s, and is not printed',
    (SMTP_URL) => {
      const message = faultOf({ SMTP_URL });
      expect(message).toContain('SMTP_URL must be an address such as');
      expect(message).not.toContain('marked-pw');
    },
  );

  test.each([
    ['hello@example.com', { name: product.name, address: 'hello@example.com' }],
    ['Example <hello@example.com>', { name: 'Example', address: 'hello@example.com' }],
    ['"Example, Inc." <hello@example.com>', { name: 'Example, Inc.', address: 'hello@example.com' }],
    ['<hello@example.com>', { name: '', address: 'hello@example.com' }],
  ])('MAIL_FROM may be %s', (MAIL_FROM, mailFrom) => {
    expect(read({ MAIL_FROM }).mailFrom).toEqual(mailFrom);
  });

  test.each(['nobody', 'a@b, c@d', 'A <a@b> B', 'A <a@b\r\nBcc: c@d>', 'A\r\nBcc: x <a@b>', '@b', 'a@'])(
    'MAIL_FROM may not be %j',
    (MAIL_FROM) => {
      const last = faultOf({ MAIL_FROM }).split('\n').at(-1);
      expect(last).toBe(`  - MAIL_FROM must be an address such as ${product.name} <no-reply@example.com>`);
    },
  );
});
