import { DrizzleQueryError } from 'drizzle-orm';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { TooBusy } from '../../one-at-a-time';
import { isSilence, isStoreFault, withinPatience } from './store-fault';

const coded = (code: string, cause?: unknown) => Object.assign(new Error('x', { cause }), { code });

describe('the database is away', () => {
  test.each([
    'ECONNREFUSED',
    'ECONNRESET',
    'ETIMEDOUT',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EPIPE',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ECONNABORTED',
    'CONNECTION_CLOSED',
    'CONNECTION_ENDED',
    'CONNECTION_DESTROYED',
    'CONNECT_TIMEOUT',
    '08006',
    '08P01',
    '53300',
    '57014',
    '57P01',
    '57P03',
    '25006',
  ])('%s', (code) => {
    expect(isStoreFault(coded(code))).toBe(true);
  });

  test('a queue that is too long', () => {
    expect(isStoreFault(new TooBusy('too much work is waiting'))).toBe(true);
  });

  test('also when drizzle wraps the fault', () => {
    expect(isStoreFault(new DrizzleQueryError('select 1', [], coded('ECONNREFUSED')))).toBe(true);
  });

  test('also when both addresses of a host refused', () => {
    const both = new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]);
    expect(isStoreFault(both)).toBe(true);
    expect(isStoreFault(new Error('connect', { cause: both }))).toBe(true);
  });
});

describe('a bug of ours is not the database being away', () => {
  test.each([
    ['an error without a code', new Error('ECONNREFUSED')],
    ['a file that is not there', coded('ENOENT')],
    ['a transaction that was aborted', coded('25P02')],
    ['a duplicate', coded('23505')],
    ['a syntax error', coded('42601')],
    ['a refused privilege', coded('42501')],
    ['NUL in text', coded('22021')],
    ['another code that ends alike', coded('XECONNREFUSED')],
    ['a plain object', { code: 'ECONNREFUSED' }],
    ['text', 'ECONNREFUSED'],
    ['nothing', undefined],
    ['null', null],
    ['several of them', new AggregateError([coded('23505'), coded('42601')])],
  ])('%s', (_what, error) => {
    expect(isStoreFault(error)).toBe(false);
  });

  test('an error that is its own cause is looked at and left', () => {
    const ring = new Error('ring');
    ring.cause = ring;
    expect(isStoreFault(ring)).toBe(false);
  });
});

describe('patience with a database that neither answers nor refuses', () => {
  afterEach(() => vi.useRealTimers());

  test('ends after four seconds, as a fault of the store', async () => {
    vi.useFakeTimers();
    let fault: unknown;
    const waiting = withinPatience(new Promise(() => undefined)).catch((error) => {
      fault = error;
    });
    await vi.advanceTimersByTimeAsync(3999);
    expect(fault).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    await waiting;
    expect(isStoreFault(fault)).toBe(true);
    expect(isSilence(fault)).toBe(true);
  });

  test('ends after as many seconds as are asked for', async () => {
    vi.useFakeTimers();
    let fault: unknown;
    const waiting = withinPatience(new Promise(() => undefined), 15).catch((error) => {
      fault = error;
    });
    await vi.advanceTimersByTimeAsync(14_999);
    expect(fault).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    await waiting;
    expect(isSilence(fault)).toBe(true);
  });

  test('is not what a refusing database uses up', () => {
    expect(isSilence(coded('ECONNREFUSED'))).toBe(false);
    expect(isSilence(coded('STORE_SILENT'))).toBe(false);
  });

  test('passes an answer and a refusal on as they are, and leaves no timer behind', async () => {
    vi.useFakeTimers();
    expect(await withinPatience(Promise.resolve('row'))).toBe('row');
    await expect(withinPatience(Promise.reject(coded('23505')))).rejects.toMatchObject({ code: '23505' });
    expect(vi.getTimerCount()).toBe(0);
  });
});
