import { describe, expect, test } from 'vitest';
import { readEnv } from './env';
import { readProviders } from './providers';

type Source = Record<string, string>;

const read = (source: Source) =>
  readEnv({ DATABASE_URL: 'postgres://db/x', SESSION_SECRET: process.env.SESSION_SECRET, ...source });

function problemsIn(source: Source, on?: (name: string) => boolean): string[] {
  const problems: string[] = [];
  readProviders(source, problems, on);
  return problems;
}

describe('signing in with Google and GitHub', () => {
  const google = { GOOGLE_CLIENT_ID: 'marked-id', GOOGLE_CLIENT_SECRET: 'marked-value' };
  const github = { GITHUB_CLIENT_ID: 'marked-id', GITHUB_CLIENT_SECRET: 'marked-value' };

  test('is off until it is configured, and each by itself', () => {
    expect(read({}).providers).toEqual({});
    expect(Object.keys(read(google).providers)).toEqual(['google']);
    const { providers } = read(github);
    expect(providers.github?.url.href).toBe('https://github.com/');
    expect(providers.github?.apiUrl.href).toBe('https://api.github.com/');
    expect(read(google).providers.google?.issuer.href).toBe('https://accounts.google.com/');
  });

  test.each(Object.keys({ ...google, ...github }))('%s alone stops the boot and is named', (name) => {
    const other = name.endsWith('_ID') ? name.replace('_ID', '_SECRET') : name.replace('_SECRET', '_ID');
    expect(problemsIn({ [name]: 'marked-value' })).toEqual([
      `${other} is missing: ${name} is set, and one needs the other`,
    ]);
  });

  test('stops the boot where one is configured that is off', () => {
    expect(problemsIn({ ...google, ...github }, (name) => name !== 'google')).toEqual([
      'GOOGLE_CLIENT_ID is set, and google is off in lib/config/features.ts',
      'GOOGLE_CLIENT_SECRET is set, and google is off in lib/config/features.ts',
    ]);
    expect(problemsIn(github, (name) => name !== 'google')).toEqual([]);
  });

  test.each(['GOOGLE_ISSUER', 'GITHUB_URL', 'GITHUB_API_URL'])('%s is https, or on this machine', (name) => {
    for (const url of ['http://127.0.0.1:4000', 'http://localhost:4000/path', 'https://git.example.com'])
      expect(problemsIn({ [name]: url })).toEqual([]);
    for (const url of [
      'http://git.example.com',
      'http://127.0.0.1.example.com',
      'git',
      'https://a:b@c.example',
    ])
      expect(problemsIn({ [name]: url })).toEqual([expect.stringContaining(`${name} must be an https`)]);
  });
});
