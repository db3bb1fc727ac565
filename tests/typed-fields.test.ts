import { expect, test } from 'vitest';
import { isProduct, readModules } from './support/modules';

const product = [...readModules().values()].filter(isProduct);
const forms = product.filter(({ path }) => /^app\/.*(actions|fields)\.ts$/.test(path));
const pages = product.filter(({ path }) => /^app\/.*\.tsx$/.test(path));

test('the files were found', () => {
  expect(forms.length).toBeGreaterThan(15);
  expect(pages.length).toBeGreaterThan(80);
});

test('no form has a normaliser of its own', () => {
  const own = /\.(trim|normalize|toLowerCase|toUpperCase|regex)\(/;
  expect(
    forms.filter(({ text }) => own.test(text)).map(({ path }) => path),
    'take nameField, textField or codeField of lib/typed, or emailSchema',
  ).toEqual([]);
});

test('what people typed is shown by PersonText', () => {
  const bare =
    />\s*\{\s*(?:\w+\.)*(?:deviceName|email|recipient|(?:person|user|project|passkey|session|device|task)\.(?:name|title|description))\s*\}/;
  expect(
    pages
      .filter(({ text }) => bare.test(text.replace(/<PersonText[^>]*>[^<]*<\/PersonText>/g, '')))
      .map(({ path }) => path),
    'wrap it in PersonText of app/ui/person-text, or inSentence of lib/typed/visible where it is plain text',
  ).toEqual([]);
});
