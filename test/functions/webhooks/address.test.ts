import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressFault, hostOf, mayConnect } from '#shared/webhooks/address.ts';

const LISTED = ['desk.gov.cn', '10.1.2.3', 'localhost', '127.0.0.1'];

const PUBLIC = ['1.2.4.8', '114.114.114.114', '9.255.255.255', '172.32.0.1', '2408:8000::1', '2a00:1450::1'];
const INNER = ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', 'fd12::1', 'fc00::1'];
const OWN = ['127.0.0.1', '127.255.255.254', '::1'];
const NOBODYS = [
  ...['0.0.0.0', '169.254.169.254', '169.254.170.2', '192.0.0.1', '192.0.2.1', '198.18.0.1', '198.51.100.1'],
  ...['203.0.113.1', '224.0.0.1', '240.0.0.1', '255.255.255.255', '192.88.99.1'],
  ...[
    '::',
    'fe80::1',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    '2002:a00:1::',
    '64:ff9b::a00:1',
    'fd00:ec2::254',
  ],
  ...['::ffff:10.0.0.1', '::ffff:127.0.0.1', '::ffff:1.2.4.8', '::ffff:a9fe:a9fe', '::127.0.0.1', '3fff::1'],
];

describe('an address that a name leads to', () => {
  it.each(PUBLIC)('%s is for every host', (address) => {
    expect(mayConnect('news.example.com', address, [])).toBe(true);
  });

  it.each(INNER)('%s is for hosts that the city lists', (address) => {
    expect(mayConnect('news.example.com', address, LISTED)).toBe(false);
    expect(mayConnect('desk.gov.cn', address, LISTED)).toBe(true);
  });

  it.each(OWN)('%s is the function itself, where no listed name leads', (address) => {
    expect(mayConnect('news.example.com', address, LISTED)).toBe(false);
    expect(mayConnect('desk.gov.cn', address, LISTED)).toBe(false);
    expect(mayConnect('localhost', address, LISTED)).toBe(true);
  });

  it.each(NOBODYS)('%s is for nobody', (address) => {
    for (const host of ['news.example.com', ...LISTED]) expect(mayConnect(host, address, LISTED)).toBe(false);
  });

  it('of IPv4 is refused in any dress of IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.constantFrom('::ffff:', '::', '64:ff9b::'), (address, dress) => {
        expect(mayConnect('news.example.com', `${dress}${address}`, LISTED)).toBe(false);
      }),
    );
  });
});

const fault = (written: string) => addressFault(new URL(written), LISTED);

describe('the address of a webhook', () => {
  it.each([
    'https://news.example.com/gridward?from=city',
    'https://news.example.com:8443/',
    'https://1.2.4.8/',
    'https://[2408:8000::1]/',
    'https://desk.gov.cn/',
    'http://desk.gov.cn:8080/',
    'http://10.1.2.3/',
    'http://127.0.0.1:9000/',
  ])('%s may be one', (written) => {
    expect(fault(written)).toBeUndefined();
  });

  it.each([
    ['http://news.example.com/', '地址不是 https', 'the address is not https; use https, or have the host'],
    ['ftp://desk.gov.cn/', '地址不是 https', 'not https'],
    ['file:///etc/passwd', '地址不是 https', 'not https'],
    ['http://10.9.9.9/', '地址不是 https', 'not https'],
    ['https://user:secret@news.example.com/', '用户名或密码', 'a user name or a password; take it out'],
    ['https://news.example.com/#part', '不会发送', 'take it out'],
    [
      'https://10.9.9.9/',
      '主机“10.9.9.9”不在公网',
      '"10.9.9.9" is not a public one; use a public address, or have',
    ],
    ['https://192.168.0.1/', '不在公网', 'not a public one'],
    ['https://169.254.169.254/latest/meta-data', '不在公网', 'not a public one'],
    ['https://[::1]/', '“::1”不在公网', '"::1" is not a public one'],
    ['https://[::ffff:10.0.0.1]/', '不在公网', 'not a public one'],
    ['https://[fe80::1]/', '不在公网', 'not a public one'],
    // The same addresses, written as browsers and libraries take them, too.
    ['https://0x0a.9.9.9/', '“10.9.9.9”', '"10.9.9.9"'],
    ['https://167772161/', '“10.0.0.1”', '"10.0.0.1"'],
    ['https://012.0.0.1/', '“10.0.0.1”', '"10.0.0.1"'],
    ['https://127.1/', '', ''],
    ['https://１０.0.0.1/', '“10.0.0.1”', '"10.0.0.1"'],
    ['https://intranet/', '“intranet”', '"intranet"'],
    ['https://intranet./', '“intranet.”', '"intranet."'],
    ['https://desk.local/', '“desk.local”', '"desk.local"'],
    ['https://metadata.google.internal/', 'internal', 'internal'],
    ['https://a.localhost/', '“a.localhost”', '"a.localhost"'],
    ['https://a.localhost./', '“a.localhost.”', '"a.localhost."'],
  ])('%s is refused, or goes where the city allows', (written, zh, en) => {
    const told = fault(written);
    if (zh === '') expect(hostOf(new URL(written))).toBe('127.0.0.1');
    else {
      expect(told?.['zh-CN']).toContain(zh);
      expect(told?.en).toContain(en);
      expect(told?.['zh-CN']).toMatch(/^url：.+；请|^url：.+。请|^url：/);
      expect(told?.en).toMatch(/^url: .+[;,] (use|take|the receiver)/);
    }
  });
});
