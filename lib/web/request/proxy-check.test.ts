import { describe, expect, test, vi } from 'vitest';
import { log } from '../../observe/log';
import { proxyFault, tellSetup } from './proxy-check';

const direct = {
  forwardedFor: undefined,
  forwardedProto: undefined,
  peer: '203.0.113.9',
  https: true,
  hops: 0,
};

describe('without a proxy in the configuration', () => {
  test('a plain request is in order', () => {
    expect(proxyFault(direct)).toBeUndefined();
  });

  test.each(['127.0.0.1', '::1', '::ffff:10.0.0.4', '192.168.1.1', 'fd00::1'])(
    'a forwarded one from %s speaks for a proxy',
    (peer) => {
      expect(proxyFault({ ...direct, forwardedFor: '198.51.100.7', peer })).toBe('unexpected_proxy');
    },
  );

  test.each(['203.0.113.9', '2001:db8::1', '', 'unknown'])(
    'a header that %o sends by itself proves nothing',
    (peer) => {
      expect(proxyFault({ ...direct, forwardedFor: '198.51.100.7', peer })).toBeUndefined();
    },
  );
});

describe('with two proxies in the configuration', () => {
  const behind = { ...direct, hops: 2, peer: '10.0.0.4', forwardedProto: 'https' };

  test.each([
    ['198.51.100.7, 10.0.0.3', undefined],
    ['1.2.3.4, 198.51.100.7, 10.0.0.3', undefined],
    ['198.51.100.7', 'too_few_hops'],
    [' , ', 'too_few_hops'],
    [undefined, 'too_few_hops'],
  ])('%o is %o', (forwardedFor, fault) => {
    expect(proxyFault({ ...behind, forwardedFor })).toBe(fault);
  });

  test('a proxy that hides the scheme is told of, where the product lives on https', () => {
    const hidden = { ...behind, forwardedFor: '198.51.100.7, 10.0.0.3', forwardedProto: undefined };
    expect(proxyFault(hidden)).toBe('scheme_unknown');
    expect(proxyFault({ ...hidden, https: false })).toBeUndefined();
  });
});

describe('what is wrong with the set-up', () => {
  const said = (headers: Record<string, string>) => {
    const warn = vi.spyOn(log, 'warn');
    tellSetup(new Headers(headers));
    const faults = warn.mock.calls.map(([line]) => line as { fault?: string; host?: string });
    warn.mockRestore();
    return faults;
  };

  test('is said once an hour for each kind, with the first host of a wrong one', () => {
    const odd = { 'x-own-setup': 'unexpected_proxy other_host', 'x-own-host': 'inner.example' };
    expect(said(odd)).toMatchObject([
      { fault: 'unexpected_proxy', host: undefined },
      { fault: 'other_host', host: 'inner.example' },
    ]);
    expect(said({ ...odd, 'x-own-host': 'another.example' })).toEqual([]);
    expect(said({ 'x-own-setup': 'port_lost' })).toHaveLength(1);
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 3_600_000);
    expect(said(odd)).toHaveLength(2);
    vi.restoreAllMocks();
  });

  test.each([[{}], [{ 'x-own-setup': '' }], [{ 'x-own-setup': 'toString __proto__ all' }]])(
    'is nothing for %o',
    (headers) => {
      expect(said(headers)).toEqual([]);
    },
  );
});
