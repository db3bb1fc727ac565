import { describe, expect, test } from 'vitest';
import { namesOf } from './names';
import { clashesIn, filesFrom, filled } from './template';

const invoice = namesOf('invoice');
const order = namesOf('purchase-order');

test('every form stands for itself, also within a word', () => {
  expect(filled('export const create__Thing__ = (__thing__: __Things__) => __a thing__;', order)).toBe(
    'export const createPurchaseOrder = (purchaseOrder: PurchaseOrders) => a purchase order;',
  );
  expect(filled("index('__things_snake___by_user')", order)).toBe("index('purchase_orders_by_user')");
  expect(filled('lib/__thing-kebab__/__things-kebab__.ts', order)).toBe(
    'lib/purchase-order/purchase-orders.ts',
  );
});

test('a form that nobody knows is told, and a dunder of the language is none', () => {
  expect(() => filled('const __nothing__ = 1;', invoice)).toThrow('__nothing__ is no form of a name');
  expect(filled("'__proto__'", invoice)).toBe("'__proto__'");
});

describe('the files of a template', () => {
  // In two parts, or removing a part would find them here.
  const mark = ` // ${'only'}: drafts`;
  const instead = `// ${'without'} drafts:`;
  const templates = new Map([
    ['lib/__thing-kebab__/store.ts', `import { draft } from "x";\nconst __thing__ = 1;${mark}\n`],
    ['e2e/__thing-kebab__/__things-kebab__.spec.ts', `${instead} const __thing__ = 2;\n`],
  ]);

  test('keep the marks of a part that is there, so that its removal finds them', () => {
    expect(filesFrom(templates, invoice, ['drafts'])).toEqual([
      {
        path: 'lib/invoice/store.ts',
        text: `import { draft } from "x";\nconst invoice = 1;${mark}\n`,
      },
      { path: 'e2e/invoice/invoices.spec.ts', text: `${instead} const invoice = 2;\n` },
    ]);
  });

  test('are without a part that is gone', () => {
    expect(filesFrom(templates, invoice, [])).toEqual([
      { path: 'lib/invoice/store.ts', text: 'import { draft } from "x";\n' },
      { path: 'e2e/invoice/invoices.spec.ts', text: 'const invoice = 2;\n' },
    ]);
  });
});

describe('a name that the templates use themselves', () => {
  const templates = new Map([
    ['a.ts', 'const page = __thing__Page(page);\nconst __thing__ = 1;'],
    ['b.ts', 'export const list = <div className="form">{__things__}</div>;'],
  ]);

  test.each([
    ['page', 'pages', ['page']],
    ['item', 'list', ['list']],
    ['form', 'forms', []],
    ['invoice', 'invoices', []],
  ])('%s, %s', (one, many, clashes) => {
    expect(clashesIn(templates, namesOf(one, many))).toEqual(clashes);
  });
});
