/** What the build gives to everybody: the files of .next/static and public. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/child';
import { expect, test } from '../support/test';

const built = join(root, '.next');

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

/** The key with which Next seals what an action closes over, as the build keeps it for the server. */
function actionKey(): string {
  const manifest = readFileSync(join(built, 'server', 'server-reference-manifest.json'), 'utf8');
  return String(JSON.parse(manifest).encryptionKey);
}

test('no file for the browser holds a key, the name of a secret setting or a map of our sources', () => {
  const files = [...filesIn(join(built, 'static')), ...filesIn(join(root, 'public'))];
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((path) => path.endsWith('.map'))).toEqual([]);
  const key = actionKey();
  expect(key.length).toBeGreaterThanOrEqual(32);
  const secret =
    /SESSION_SECRET|DATABASE_URL|CLIENT_SECRET|SMTP_URL|NEXT_PUBLIC_|sourceMappingURL|node_modules\/drizzle/;
  const found = files.flatMap((path) => {
    const text = readFileSync(path, 'latin1');
    const [named] = secret.exec(text) ?? (text.includes(key) ? ['the key of actions'] : []);
    return named ? [`${path}: ${named}`] : [];
  });
  expect(found).toEqual([]);
});
