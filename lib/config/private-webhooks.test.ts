import { describe, expect, test } from 'vitest';
import { readEnv } from './env';

const whole = {
  NODE_ENV: 'production',
  APP_URL: 'https://app.test',
  DATABASE_URL: 'postgres://u:pw-of-db@db/x',
  SESSION_SECRET: 'Zm9vYmFyMTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3A',
};

describe('webhooks into private networks', () => {
  test.each([
    [undefined, false],
    ['', false],
    ['off', false],
  ])('are refused while it says %s', (text, allowed) => {
    expect(readEnv({ ...whole, WEBHOOKS_ALLOW_PRIVATE: text }).webhooksAllowPrivate).toBe(allowed);
  });

  test('are allowed outside of production, and where people open this machine', () => {
    const on = { ...whole, WEBHOOKS_ALLOW_PRIVATE: 'on' };
    expect(readEnv({ ...on, NODE_ENV: 'development' }).webhooksAllowPrivate).toBe(true);
    expect(readEnv({ ...on, APP_URL: 'http://localhost:3000' }).webhooksAllowPrivate).toBe(true);
  });

  test('stop the boot in production, and so does any other word', () => {
    const boot = (text: string) => () => readEnv({ ...whole, WEBHOOKS_ALLOW_PRIVATE: text });
    expect(boot('on')).toThrow(
      'WEBHOOKS_ALLOW_PRIVATE must be off in production: it would let members reach your own network',
    );
    expect(boot('yes')).toThrow('WEBHOOKS_ALLOW_PRIVATE must be on or off');
  });
});
