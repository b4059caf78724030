import { lookup } from 'node:dns/promises';
import { BlockList } from 'node:net';
import * as z from 'zod';
import type { Fault } from '../../infra/fault.ts';

/** What an identity provider showed of itself. */
export interface IssuerReport {
  faults: Fault[];
  /** Names (`kid`) of the keys whose tokens API Gateway takes. */
  keys: string[];
}

type Finding = Pick<Fault, 'message' | 'remedy'>;
type Answer = { json: unknown } | { finding: Finding };

/**
 * What API Gateway gives discovery and keys, and how much it reads:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
const PATIENCE_MS = 1_500;
const MOST_BYTES = 150_000;

const discoverySchema = z.object({
  issuer: z.string(),
  jwks_uri: z.url({ protocol: /^https$/ }),
  id_token_signing_alg_values_supported: z.array(z.string()).optional(),
});
const keySchema = z.object({
  kty: z.string(),
  kid: z.string().min(1).optional(),
  use: z.string().optional(),
  alg: z.string().optional(),
  crv: z.string().optional(),
});
type Key = z.infer<typeof keySchema>;
const keysSchema = z.object({ keys: z.array(keySchema) });

/**
 * Asks an OIDC issuer what API Gateway asks it when a JWT authorizer is made and used: discovery and keys, over public
 * HTTPS. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 * @param addressesOf - how a host name is resolved
 */
export const checkIssuer = async (issuer: string, addressesOf = addressesByDns): Promise<IssuerReport> => {
  const refused = (...findings: Finding[]): IssuerReport => ({
    faults: findings.map((finding) => ({ file: 'city.json', field: 'identity.issuer', ...finding })),
    keys: [],
  });

  const discovery = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const found = await fetchJson(discovery, addressesOf);
  if ('finding' in found) return refused(found.finding);
  const described = discoverySchema.safeParse(found.json);
  if (!described.success)
    return refused({
      message: `${discovery} lacks ${wrongFields(described.error)}`,
      remedy: 'have the identity provider publish a discovery document of OpenID Connect',
    });

  const {
    issuer: named,
    jwks_uri: keysAt,
    id_token_signing_alg_values_supported: algorithms,
  } = described.data;
  if (named !== issuer) return refused(anotherName(issuer, named));
  if (algorithms && !algorithms.some((name) => RSA_SIGNATURE.test(name)))
    return refused({
      message: `the identity provider signs with ${algorithms.join(', ')}, and API Gateway takes RSA only`,
      remedy: SIGN_WITH_RSA,
    });

  const published = await fetchJson(keysAt, addressesOf);
  if ('finding' in published) return refused(published.finding);
  const set = keysSchema.safeParse(published.json);
  if (!set.success)
    return refused({
      message: `${keysAt} is no set of keys: ${wrongFields(set.error)}`,
      remedy: 'have the identity provider publish its keys as a JSON Web Key Set',
    });
  const taken = set.data.keys.filter(isTaken).map(({ kid }) => kid!);
  return taken.length > 0 ? { faults: [], keys: taken } : refused(noKey(keysAt, set.data.keys));
};

const RSA_SIGNATURE = /^RS(256|384|512)$/;
const SIGN_WITH_RSA =
  'have tokens signed with RS256, by a key that has a "kid"; ES256, SM2 and HS256 are not taken';

const isTaken = ({ kty, kid, use = 'sig', alg = 'RS256' }: Key): boolean =>
  kty === 'RSA' && kid !== undefined && use === 'sig' && RSA_SIGNATURE.test(alg);

const anotherName = (issuer: string, named: string): Finding => ({
  message:
    named.replace(/\/$/, '') === issuer.replace(/\/$/, '')
      ? `the issuer calls itself "${named}", and one of the two ends with a slash: no token would be taken`
      : `the issuer calls itself "${named}": no token would be taken`,
  remedy: 'write what stands in the tokens as "iss", letter by letter',
});

const noKey = (keysAt: string, keys: readonly Key[]): Finding => ({
  message:
    keys.length === 0
      ? `${keysAt} holds no key`
      : `${keysAt} holds no key that API Gateway takes: ${keys.map(inWords).join(', ')}`,
  remedy: SIGN_WITH_RSA,
});

const inWords = ({ kty, kid, use, alg, crv }: Key): string =>
  [
    [kty, alg ?? crv].filter((part) => part !== undefined).join(' '),
    kid === undefined ? 'without "kid"' : `"${kid}"`,
    ...(use === undefined || use === 'sig' ? [] : [`for "${use}"`]),
  ].join(' ');

const wrongFields = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path.join('.') || 'the whole'} (${message})`).join(', ');

const fetchJson = async (url: string, addressesOf: typeof addressesByDns): Promise<Answer> => {
  const { hostname } = new URL(url);
  const addresses = await addressesOf(hostname);
  if (addresses.length === 0)
    return {
      finding: {
        message: `the name ${hostname} is not known`,
        remedy: 'mend the address, or enter the name into DNS',
      },
    };
  if (addresses.every(isPrivate))
    return {
      finding: {
        message: `${hostname} is at ${addresses.join(', ')}, which the internet does not reach`,
        remedy: 'give the identity provider a public address; API Gateway cannot ask in a government network',
      },
    };
  try {
    const answer = await fetch(url, {
      headers: { accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const location = answer.headers.get('location');
    if (location !== null)
      return {
        finding: {
          message: `${url} leads on to ${location}, and nothing says that API Gateway follows`,
          remedy: 'write the address that answers itself, if it stands in the tokens as "iss"',
        },
      };
    if (answer.status !== 200)
      return {
        finding: {
          message: `${url} answers ${answer.status}`,
          remedy: 'mend the identity provider, or the address',
        },
      };
    return readJson(url, await answer.text());
  } catch (error) {
    return { finding: unreachable(url, error as Error) };
  }
};

const readJson = (url: string, text: string): Answer => {
  if (Buffer.byteLength(text) > MOST_BYTES)
    return {
      finding: {
        message: `${url} answers with more than ${MOST_BYTES} bytes`,
        remedy: 'have the identity provider publish fewer keys',
      },
    };
  try {
    return { json: JSON.parse(text) };
  } catch {
    return {
      finding: {
        message: `${url} answers with something else than JSON`,
        remedy: 'mend the address: a page for people is not what API Gateway reads',
      },
    };
  }
};

const unreachable = (url: string, { name, message, cause }: Error): Finding => {
  if (name === 'TimeoutError')
    return {
      message: `${url} has not answered after ${PATIENCE_MS / 1_000} seconds, as long as API Gateway waits`,
      remedy: 'have it answer sooner; if only this line is slow, check again from another network',
    };
  const { code } = (cause ?? {}) as { code?: string };
  return {
    message: `${url} cannot be reached: ${code ?? message}`,
    remedy: 'let it answer HTTPS on the internet, with a certificate of a public authority',
  };
};

const addressesByDns = async (hostname: string): Promise<string[]> => {
  try {
    return (await lookup(hostname.replace(/^\[|\]$/g, ''), { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
};

/** Addresses for networks of one's own: https://www.iana.org/assignments/iana-ipv4-special-registry, and its IPv6 twin. */
const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv4');
PRIVATE.addAddress('::1', 'ipv6');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');

const isPrivate = (address: string): boolean =>
  PRIVATE.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
