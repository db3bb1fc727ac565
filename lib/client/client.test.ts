import { describe, expect, test } from 'vitest';
import { apiPath, clientWorld } from '../../tests/support/client-world';
import { flowWorld } from '../../tests/support/flow-world';
import { oauthWorld } from '../../tests/support/oauth-world';
import { memoryStore } from './store';

const world = flowWorld();
const app = oauthWorld(world);
const { line, clientOn, signedIn, familyIs } = clientWorld(world, app);

describe('signing out', () => {
  test('ends it at the server, and the next call says that', async () => {
    const { store, familyId } = await signedIn();
    const client = clientOn(line(), store);
    await client.signOut();
    expect(await familyIs(familyId)).toBe('signed_out');
    await expect(client.fetch(apiPath)).rejects.toMatchObject({ reason: 'signed_out' });
    await client.signOut();
  });

  test('without a network changes nothing, unless it is to be forgotten anyway', async () => {
    const { store, familyId, refreshToken } = await signedIn();
    const cut = (async () => {
      throw new TypeError('fetch failed');
    }) as typeof fetch;
    const client = clientOn(line(), store, { fetch: cut });
    await expect(client.signOut()).rejects.toMatchObject({ name: 'UnreachableError' });
    expect(await store.load()).toMatchObject({ refreshToken });
    await client.signOut({ evenOffline: true });
    expect(await store.load()).toEqual({ ended: 'signed_out' });
    expect(await familyIs(familyId)).toBe('alive');
  });
});

test.each([
  ['http://app.example.com', /https/],
  ['https://app.example.com/', /origin/],
  ['https://app.example.com/path', /origin/],
])('an issuer such as %s is refused at once', (issuer, why) => {
  expect(() => clientOn(line(), memoryStore(), { issuer })).toThrow(why);
});

test('tokens of another server are neither shown to this one nor forgotten', async () => {
  const { store } = await signedIn();
  const on = line();
  const client = clientOn(on, store, { issuer: 'https://other.test' });
  await expect(client.fetch(apiPath)).rejects.toMatchObject({ reason: 'not_signed_in' });
  await client.signOut();
  expect(on.asked).toEqual([]);
  expect((await clientOn(on, store).fetch(apiPath)).status).toBe(200);
});

test('metadata of another server are not believed', async () => {
  const other = (async () =>
    Response.json({
      issuer: 'https://evil.example',
      token_endpoint: 'https://evil.example/t',
    })) as typeof fetch;
  const client = clientOn(line(), memoryStore(), { fetch: other });
  await expect(client.signInWithDevice({ onCode: () => undefined })).rejects.toThrow(/another issuer/);
});
