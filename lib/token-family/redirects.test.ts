import { describe, expect, test } from 'vitest';
import { isRegistered } from './redirects';

const app = {
  redirects: [
    'com.example.app:/signed-in',
    'https://app.example/cb?x=1',
    'http://127.0.0.1/cb',
    'http://[::1]/cb',
  ],
};

describe('an address that an app is sent back to', () => {
  test.each([
    ...app.redirects,
    'http://127.0.0.1:1/cb',
    'http://127.0.0.1:65535/cb',
    'http://[::1]:49152/cb',
  ])('%s is registered', (uri) => expect(isRegistered(app, uri)).toBe(true));

  test.each([
    undefined,
    '',
    'com.example.app:/signed-in/',
    'com.example.app:/Signed-in',
    'com.example.app://signed-in',
    'https://app.example/cb',
    'https://app.example/cb?x=1&y=2',
    'https://app.example/cb?x=1#a',
    'https://app.example:443/cb?x=1',
    'https://app.example.evil.test/cb?x=1',
    'https://app.example@evil.test/cb?x=1',
    'HTTPS://app.example/cb?x=1',
    'http://127.0.0.1:0/cb',
    'http://127.0.0.1:65536/cb',
    'http://127.0.0.1:080/cb',
    'http://127.0.0.1:80:80/cb',
    'http://127.0.0.1:80@evil.test/cb',
    'http://127.0.0.1.evil.test/cb',
    'http://127.0.0.1:4000/cb/../other',
    'http://127.0.0.1:4000/other',
    'http://127.0.0.1:4000/cb?x',
    'http://localhost:4000/cb',
    'http://0.0.0.0:4000/cb',
    'https://127.0.0.1:4000/cb',
    'http://127.0.0.1:4000/cb\n',
    'javascript:alert(1)',
  ])('%j is not', (uri) => expect(isRegistered(app, uri)).toBe(false));
});
