import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faultLine } from '../../infra/fault.ts';
import { checkIssuer } from '../../tools/account/issuer.ts';
import { selfSigned } from './self-signed.ts';

const certificate = selfSigned();
const before = getCACertificates('default');
let server: Server | undefined;
let rsa: JWK;
let ec: JWK;

const publicKey = async (algorithm: string): Promise<JWK> => {
  const { publicKey: key } = await generateKeyPair(algorithm, { extractable: true });
  return { ...(await exportJWK(key)), kid: `${algorithm}-1`, use: 'sig', alg: algorithm };
};

beforeAll(async () => {
  setDefaultCACertificates([...before, certificate.cert]);
  [rsa, ec] = [await publicKey('RS256'), await publicKey('ES256')];
});
afterAll(() => setDefaultCACertificates(before));
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

type Pages = Record<string, RequestListener>;
const DISCOVERY = '/realms/city/.well-known/openid-configuration';
const KEYS = '/realms/city/keys';

const json =
  (body: unknown): RequestListener =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };

/** Starts an identity provider that answers these pages over HTTPS, and says where it is. */
const startProvider = async (pages: (issuer: string) => Pages): Promise<string> => {
  let answers: Pages = {};
  server = createServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
    const answer = answers[request.url ?? ''];
    if (answer) return answer(request, response);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server!.listen(0, 'localhost', resolve));
  const issuer = `https://localhost:${(server!.address() as AddressInfo).port}/realms/city`;
  answers = pages(issuer);
  return issuer;
};

/** The pages of an identity provider that API Gateway can use. */
const good = (at: string, keys: unknown[] = [rsa], issuer = at): Pages => ({
  [DISCOVERY]: json({ issuer, jwks_uri: `${at}/keys`, id_token_signing_alg_values_supported: ['RS256'] }),
  [KEYS]: json({ keys }),
});

/** As if the machine were on the internet. */
const onTheInternet = async () => ['203.0.113.7'];

const linesOf = async (issuer: string, addressesOf = onTheInternet): Promise<string[]> =>
  (await checkIssuer(issuer, addressesOf)).faults.map(faultLine);

describe('an identity provider', () => {
  it('that API Gateway can use has no fault, and its keys are named', async () => {
    const issuer = await startProvider((at) => good(at, [ec, rsa]));
    expect(await checkIssuer(issuer, onTheInternet)).toEqual({ faults: [], keys: ['RS256-1'] });
  });

  it('that ends with a slash is asked at the same place', async () => {
    const issuer = `${await startProvider((at) => good(at, [rsa], `${at}/`))}/`;
    expect(await checkIssuer(issuer, onTheInternet)).toEqual({ faults: [], keys: ['RS256-1'] });
  });

  it.each<[what: string, pages: (issuer: string) => Pages, line: (issuer: string) => string]>([
    [
      'calls itself otherwise',
      (issuer) => ({
        ...good(issuer),
        [DISCOVERY]: json({ issuer: 'https://id.other', jwks_uri: `${issuer}/keys` }),
      }),
      () =>
        'city.json identity.issuer: the issuer calls itself "https://id.other": no token would be taken – write what stands in the tokens as "iss", letter by letter',
    ],
    [
      'ends with a slash where city.json has none',
      (issuer) => good(issuer, [rsa], `${issuer}/`),
      (issuer) =>
        `city.json identity.issuer: the issuer calls itself "${issuer}/", and one of the two ends with a slash: no token would be taken – write what stands in the tokens as "iss", letter by letter`,
    ],
    [
      'describes itself nowhere',
      () => ({}),
      (issuer) =>
        `city.json identity.issuer: ${issuer}/.well-known/openid-configuration answers 404 – mend the identity provider, or the address`,
    ],
    [
      'breaks down',
      () => ({ [DISCOVERY]: (_, response) => response.writeHead(500).end() }),
      (issuer) =>
        `city.json identity.issuer: ${issuer}/.well-known/openid-configuration answers 500 – mend the identity provider, or the address`,
    ],
    [
      'shows a page for people',
      () => ({ [DISCOVERY]: (_, response) => response.end('<!doctype html><title>统一认证</title>') }),
      (issuer) =>
        `city.json identity.issuer: ${issuer}/.well-known/openid-configuration answers with something else than JSON – mend the address: a page for people is not what API Gateway reads`,
    ],
    [
      'leads on',
      () => ({
        [DISCOVERY]: (_, response) => response.writeHead(302, { location: 'https://sso.other/login' }).end(),
      }),
      (issuer) =>
        `city.json identity.issuer: ${issuer}/.well-known/openid-configuration leads on to https://sso.other/login, and nothing says that API Gateway follows – write the address that answers itself, if it stands in the tokens as "iss"`,
    ],
    [
      'does not answer in time',
      () => ({ [DISCOVERY]: () => undefined }),
      (issuer) =>
        `city.json identity.issuer: ${issuer}/.well-known/openid-configuration has not answered after 1.5 seconds, as long as API Gateway waits – have it answer sooner; if only this line is slow, check again from another network`,
    ],
    [
      'begins an answer and does not end it',
      () => ({ [DISCOVERY]: (_, response) => response.writeHead(200).write('{"issuer":') }),
      (issuer) =>
        `city.json identity.issuer: ${issuer}/.well-known/openid-configuration has not answered after 1.5 seconds, as long as API Gateway waits – have it answer sooner; if only this line is slow, check again from another network`,
    ],
    [
      'has no address for its keys',
      (issuer) => ({ [DISCOVERY]: json({ issuer }) }),
      (issuer) =>
        `city.json identity.issuer: ${issuer}/.well-known/openid-configuration lacks jwks_uri (Invalid input: expected string, received undefined) – have the identity provider publish a discovery document of OpenID Connect`,
    ],
    [
      'signs with elliptic curves only',
      (issuer) => good(issuer, [ec]),
      (issuer) =>
        `city.json identity.issuer: ${issuer}/keys holds no key that API Gateway takes: EC ES256 "ES256-1" – have tokens signed with RS256, by a key that has a "kid"; ES256, SM2 and HS256 are not taken`,
    ],
    [
      'signs with SM2, or publishes keys that do not sign',
      (issuer) =>
        good(issuer, [
          { kty: 'EC', crv: 'SM2', kid: 'sm2' },
          { ...rsa, use: 'enc', alg: 'RSA-OAEP' },
        ]),
      (issuer) =>
        `city.json identity.issuer: ${issuer}/keys holds no key that API Gateway takes: EC SM2 "sm2", RSA RSA-OAEP "RS256-1" for "enc" – have tokens signed with RS256, by a key that has a "kid"; ES256, SM2 and HS256 are not taken`,
    ],
    [
      'gives its keys no names',
      (issuer) => good(issuer, [{ ...rsa, kid: undefined }]),
      (issuer) =>
        `city.json identity.issuer: ${issuer}/keys holds no key that API Gateway takes: RSA RS256 without "kid" – have tokens signed with RS256, by a key that has a "kid"; ES256, SM2 and HS256 are not taken`,
    ],
    [
      'has no keys',
      (issuer) => good(issuer, []),
      (issuer) =>
        `city.json identity.issuer: ${issuer}/keys holds no key – have tokens signed with RS256, by a key that has a "kid"; ES256, SM2 and HS256 are not taken`,
    ],
    [
      'signs with a shared secret',
      (issuer) => ({
        ...good(issuer),
        [DISCOVERY]: json({
          issuer,
          jwks_uri: `${issuer}/keys`,
          id_token_signing_alg_values_supported: ['HS256'],
        }),
      }),
      () =>
        'city.json identity.issuer: the identity provider signs with HS256, and API Gateway takes RSA only – have tokens signed with RS256, by a key that has a "kid"; ES256, SM2 and HS256 are not taken',
    ],
    [
      'publishes more than is read',
      (issuer) => ({ ...good(issuer), [KEYS]: json({ keys: [{ ...rsa, x5c: ['A'.repeat(150_000)] }] }) }),
      (issuer) =>
        `city.json identity.issuer: ${issuer}/keys answers with more than 150000 bytes – have the identity provider publish fewer keys`,
    ],
  ])('that %s is found out', async (_, pages, line) => {
    const issuer = await startProvider(pages);
    expect(await linesOf(issuer)).toEqual([line(issuer)]);
  });

  it('with a certificate that nobody vouches for is found out', async () => {
    const issuer = await startProvider(good);
    setDefaultCACertificates(before);
    try {
      expect(await linesOf(issuer)).toEqual([
        `city.json identity.issuer: ${issuer}/.well-known/openid-configuration cannot be reached: DEPTH_ZERO_SELF_SIGNED_CERT – let it answer HTTPS on the internet, with a certificate of a public authority`,
      ]);
    } finally {
      setDefaultCACertificates([...before, certificate.cert]);
    }
  });

  it('that is reached from here, but not from the internet, is found out', async () => {
    const issuer = await startProvider(good);
    const [line] = (await checkIssuer(issuer)).faults.map(faultLine);
    expect(line).toMatch(
      /^city\.json identity\.issuer: localhost is at (127\.0\.0\.1|::1).*, which the internet does not reach – give the identity provider a public address/,
    );
    for (const address of [
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '100.64.0.9',
      '169.254.1.1',
      'fd00::1',
      'fe80::1',
    ])
      expect(await linesOf(issuer, async () => [address]), address).toHaveLength(1);
    for (const address of ['172.32.0.1', '59.83.1.1', '2400:3200::1'])
      expect(await linesOf(issuer, async () => ['10.1.2.3', address]), address).toEqual([]);
  });

  it('whose name nobody knows is found out', async () => {
    expect(await linesOf('https://id.nantong.example.cn', async () => [])).toEqual([
      'city.json identity.issuer: the name id.nantong.example.cn is not known – mend the address, or enter the name into DNS',
    ]);
  });
});
