import { describe, expect, test } from 'vitest';
import { namesOf, pluralFault, pluralOf, thingFault } from './names';

test('a name of two words has every form that code and sentences need', () => {
  expect(namesOf('purchase-order')).toEqual({
    thing: 'purchaseOrder',
    Thing: 'PurchaseOrder',
    things: 'purchaseOrders',
    Things: 'PurchaseOrders',
    thing_snake: 'purchase_order',
    things_snake: 'purchase_orders',
    THING_SNAKE: 'PURCHASE_ORDER',
    'thing-kebab': 'purchase-order',
    'things-kebab': 'purchase-orders',
    'thing words': 'purchase order',
    'Thing words': 'Purchase order',
    'things words': 'purchase orders',
    'Things words': 'Purchase orders',
    'a thing': 'a purchase order',
    'A thing': 'A purchase order',
  });
});

test.each([
  ['invoice', 'an invoice'],
  ['order', 'an order'],
  ['ticket', 'a ticket'],
  ['hour', 'an hour'],
  ['house', 'a house'],
  ['unit', 'a unit'],
  ['university', 'a university'],
  ['urgent-task', 'an urgent task'],
  ['update', 'an update'],
  ['one-off', 'a one off'],
  ['euro-payment', 'a euro payment'],
  ['honest-review', 'an honest review'],
])('%s is %s in a sentence', (name, words) => {
  expect(namesOf(name)['a thing']).toBe(words);
});

test.each([
  ['invoice', 'invoices'],
  ['company', 'companies'],
  ['key', 'keys'],
  ['box', 'boxes'],
  ['branch', 'branches'],
  ['address', 'addresses'],
  ['status', 'statuses'],
  ['purchase-order', 'purchase-orders'],
])('more than one %s are %s', (one, many) => {
  expect(pluralOf(one)).toBe(many);
});

test('a plural of one’s own is taken in every form', () => {
  expect(namesOf('person', 'people')).toMatchObject({
    things: 'people',
    'Things words': 'People',
    'things-kebab': 'people',
  });
});

describe('a name that cannot be', () => {
  test.each([
    ['', 'Say its name, in the singular, such as: invoice'],
    ['Invoice', '"Invoice" has to be small letters and digits, with single hyphens between words: invoice'],
    [
      'purchaseOrder',
      '"purchaseOrder" has to be small letters and digits, with single hyphens between words: purchase-order',
    ],
    [
      'purchase_order',
      '"purchase_order" has to be small letters and digits, with single hyphens between words: purchase-order',
    ],
    ['Größe', '"Größe" has to be small letters and digits, with single hyphens between words.'],
    ['2fa', '"2fa" has to begin with a letter: it becomes a name in the code.'],
    ['class', '"class" is a word of the language itself. Choose another name, such as: class-entry'],
    ['delete', '"delete" is a word of the language itself. Choose another name, such as: delete-entry'],
    ['a'.repeat(31), `"${'a'.repeat(31)}" has 31 characters and may have 30.`],
  ])('%j', (name, fault) => {
    expect(thingFault(name)).toBe(fault);
  });

  test.each(['invoice', 'purchase-order', 'plan2', 'a'.repeat(30)])('is not %s', (name) => {
    expect(thingFault(name)).toBeUndefined();
  });

  test('is one that looks like a plural, unless the plural is said', () => {
    expect(pluralFault('invoices', undefined)).toBe(
      '"invoices" looks like more than one. Say one of them, or its plural too: --plural …',
    );
    expect(['address', 'status', 'analysis', 'invoice'].map((name) => pluralFault(name, undefined))).toEqual(
      Array(4).fill(undefined),
    );
    expect(pluralFault('lens', 'lenses')).toBeUndefined();
  });

  test('is a plural that is the same word, or no name itself', () => {
    expect(pluralFault('sheep', 'sheep')).toBe(
      'One and more than one have to differ, because both are names in the code: --plural sheep-list',
    );
    expect(pluralFault('person', 'People')).toBe(
      '"People" has to be small letters and digits, with single hyphens between words: people',
    );
    expect(pluralFault('person', 'people')).toBeUndefined();
  });
});
