/** Chromium's virtual authenticator: a device that keeps passkeys and confirms its owner, or does not. */

import { type CDPSession, expect, type Page } from '@playwright/test';

export const passkeyButton = (page: Page) => page.getByRole('button', { name: 'Sign in with a passkey' });

export type VirtualAuthenticator = {
  /** Whether its owner is recognised from now on. */
  recognises(owner: boolean): Promise<void>;
  /** What it keeps, private keys and all. */
  credentials(): Promise<Credential[]>;
  /** A copy, as from a stolen backup. */
  take(credential: Credential): Promise<void>;
  /** Off: anyone who asks gets no answer. */
  remove(): Promise<void>;
};

type Credential = Awaited<ReturnType<typeof credentialsOf>>[number];

const credentialsOf = async (cdp: CDPSession, authenticatorId: string) =>
  (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials;

/** One for each page; it answers by itself, as a phone with a finger on it. */
export async function plugIn(page: Page): Promise<VirtualAuthenticator> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    recognises: async (isUserVerified) => {
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
    credentials: () => credentialsOf(cdp, authenticatorId),
    take: async (credential) => {
      await cdp.send('WebAuthn.addCredential', { authenticatorId, credential });
    },
    remove: async () => {
      await cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
    },
  };
}

export const passkeyList = (page: Page) => page.getByRole('list', { name: 'Passkeys' }).getByRole('listitem');

/** On the security page of somebody signed in. */
export async function addPasskeyInSettings(page: Page): Promise<void> {
  await page.goto('/settings/security');
  const before = await passkeyList(page).count();
  await page.getByRole('button', { name: 'Add passkey' }).click();
  await expect(passkeyList(page)).toHaveCount(before + 1);
}
