/** Bytes as text, with what browsers, phones and Node have alike. */

export const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** 256 bits that nobody guesses. */
export const randomText = (): string => base64Url(crypto.getRandomValues(new Uint8Array(32)));

export const sha256Of = async (text: string): Promise<string> =>
  base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));
