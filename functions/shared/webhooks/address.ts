import { BlockList, isIP } from 'node:net';
import type { Text } from '#domain/text.ts';

/**
 * Where a webhook may lead: to public addresses by HTTPS, and into the city's own network only to the hosts that
 * city.json lists. A name is judged by the address that it has when it is connected to; see `post` of the sender.
 */

/** Blocks of https://www.iana.org/assignments/iana-ipv4-special-registry and its sister for IPv6. */
const blocks = (type: 'ipv4' | 'ipv6', ...written: string[]): BlockList => {
  const list = new BlockList();
  for (const block of written) {
    const [address = '', bits] = block.split('/');
    list.addSubnet(address, Number(bits), type);
  }
  return list;
};

const LOOPBACK = { 4: blocks('ipv4', '127.0.0.0/8'), 6: blocks('ipv6', '::1/128') };
const PRIVATE = {
  4: blocks('ipv4', '10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'),
  6: blocks('ipv6', 'fc00::/7'),
};
/** For nobody: this network, link-local with the services of metadata, multicast, documentation, tunnels, reserved. */
const RESERVED = {
  4: blocks(
    'ipv4',
    '0.0.0.0/8',
    '169.254.0.0/16',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.88.99.0/24',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/4',
    '240.0.0.0/4',
  ),
  6: blocks('ipv6', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', 'fd00:ec2::/32'),
};
/** Whatever is public in IPv6 lies in here; addresses of IPv4 in the dress of IPv6 do not. */
const GLOBAL_UNICAST = blocks('ipv6', '2000::/3');

type Reach = 'public' | 'private' | 'loopback' | 'reserved';

const reachOf = (address: string): Reach => {
  const version = isIP(address);
  if (version !== 4 && version !== 6) return 'reserved';
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (RESERVED[version].check(address, family)) return 'reserved';
  if (LOOPBACK[version].check(address, family)) return 'loopback';
  if (PRIVATE[version].check(address, family)) return 'private';
  return version === 4 || GLOBAL_UNICAST.check(address, family) ? 'public' : 'reserved';
};

/** The host of an address as city.json lists it: without the brackets of IPv6. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

/** Whether a host may be connected to at this IP address. */
export const mayConnect = (host: string, address: string, listed: readonly string[]): boolean => {
  const reach = reachOf(address);
  if (reach === 'public') return true;
  if (reach === 'reserved' || !listed.includes(host)) return false;
  // A name of the network that turns to the function itself is up to no good.
  return reach === 'private' || host === 'localhost' || isIP(host) > 0;
};

/** Why an address is none for a webhook, before anything is connected to; undefined when it may be one. */
export const addressFault = (url: URL, listed: readonly string[]): Text | undefined => {
  const host = hostOf(url);
  const isListed = listed.includes(host);
  if (url.username !== '' || url.password !== '') return WITH_PASSWORD;
  if (url.hash !== '') return WITH_FRAGMENT;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isListed)) return notHttps(host);
  if (isIP(host) > 0) return mayConnect(host, host, listed) ? undefined : privateHost(host);
  return isListed || isPublicName(host) ? undefined : privateHost(host);
};

/** Names that no public server has; see RFC 6761 and 6762. */
const isPublicName = (host: string): boolean =>
  /\.[^.]+\.?$/.test(host) && !/(^|\.)(localhost|local|internal|home\.arpa)\.?$/.test(host);

const WITH_PASSWORD: Text = {
  'zh-CN': 'url：地址中含有用户名或密码；请去掉，接收方以签名核对来源。',
  en: 'url: the address holds a user name or a password; take it out, the receiver knows us by the signature.',
};
const WITH_FRAGMENT: Text = {
  'zh-CN': 'url：地址中“#”之后的部分不会发送；请去掉。',
  en: 'url: what follows "#" in an address is never sent; take it out.',
};
const notHttps = (host: string): Text => ({
  'zh-CN': `url：地址不是 https；请改用 https，或请部署人员把主机“${host}”列入 city.json 的 webhookHosts。`,
  en: `url: the address is not https; use https, or have the host "${host}" listed under webhookHosts in city.json.`,
});
const privateHost = (host: string): Text => ({
  'zh-CN': `url：主机“${host}”不在公网；请改用公网地址，或请部署人员把该主机列入 city.json 的 webhookHosts。`,
  en: `url: the host "${host}" is not a public one; use a public address, or have the host listed under webhookHosts in city.json.`,
});
