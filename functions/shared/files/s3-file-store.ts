import { hash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner';
import { type Instant, instantAt, plusSeconds } from '#domain/time/instant.ts';
import { type FileStore, FilesUnavailable, HEAD_BYTES, type Link, type UploadedFile } from './file-store.ts';
import { extensionOf } from './kinds.ts';

/** A slow uplink takes some ten minutes for 20 MB. */
const UPLOAD_SECONDS = 900;
/** A list is read and a file opened at once. */
const DOWNLOAD_SECONDS = 300;
/** Our own requests are sent at once. */
const OWN_SECONDS = 60;

/** S3 copies the largest file in a second or two; three attempts and the pauses fit the ten seconds of a function. */
const ATTEMPTS = 3;
const ATTEMPT_MS = 2_800;
const PAUSE_MS = 100;

/** What links are signed with. */
export type Signing = Pick<
  ConstructorParameters<typeof S3RequestPresigner>[0],
  'credentials' | 'region' | 'sha256'
>;

interface Asked {
  headers?: Record<string, string>;
  query?: Record<string, string>;
}

/**
 * The city's bucket at `host`, or in the path below `endpoint` when an emulator is in use. Links are signed with the
 * function's own credentials: they allow nothing that the function may not do. Its own requests are such links, too, so that
 * no client of S3 has to be loaded.
 */
export const openS3FileStore = (
  signing: Signing,
  { bucket, host, endpoint }: { bucket: string; host: string; endpoint?: string | undefined },
): FileStore => {
  const presigner = new S3RequestPresigner(signing);
  const base = new URL(endpoint === undefined ? `https://${host}` : `${endpoint}/${bucket}`);

  const link = async (
    method: 'PUT' | 'GET',
    key: string,
    { headers = {}, query = {} }: Asked,
    seconds: number,
    now: Instant,
  ): Promise<Link> => {
    const path = `${base.pathname.replace(/\/$/, '')}/${key}`;
    const signed = await presigner.presign(
      {
        method,
        protocol: base.protocol,
        hostname: base.hostname,
        ...(base.port && { port: Number(base.port) }),
        path,
        headers: { ...headers },
        query,
      },
      {
        expiresIn: seconds,
        signingDate: new Date(now),
        // Left to itself the presigner binds the length but not the type, and puts others into the address, where S3 may
        // not heed them.
        signableHeaders: new Set([...Object.keys(headers), 'host']),
        unhoistableHeaders: new Set(Object.keys(headers)),
      },
    );
    const parameters = Object.entries(signed.query ?? {}).map(
      ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
    );
    return {
      url: `${base.origin}${path}?${parameters.join('&')}`,
      expiresAt: plusSeconds(now, seconds),
    };
  };

  /** An answer of S3 that is final: it did what was asked, or has no such file. */
  const ask = async <T>(
    what: { method: 'PUT' | 'GET'; key: string; headers: Record<string, string>; now: Instant },
    read: (answer: Response) => Promise<T>,
  ): Promise<T | undefined> => {
    const { method, key, headers, now } = what;
    const { url } = await link(method, key, { headers }, OWN_SECONDS, now);
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await fetch(url, { method, headers, signal: AbortSignal.timeout(ATTEMPT_MS) });
        if (answer.ok) return await read(answer);
        const said = await answer.text();
        if (answer.status === 404) return undefined;
        throw new Error(`S3 answered ${answer.status} ${CODE.exec(said)?.[1] ?? ''}`);
      } catch (cause) {
        if (attempt === ATTEMPTS)
          throw new FilesUnavailable(`${method} failed ${ATTEMPTS} times: ${(cause as Error).message}`);
        await setTimeout(PAUSE_MS * attempt);
      }
    }
  };

  return {
    slot: async (owner, { id, contentType, bytes, sha256 }, now) => {
      const headers = {
        'content-type': contentType,
        'content-length': String(bytes),
        // Evidence is put once: a link that is used again, or by somebody else, meets the file and is refused (412).
        'if-none-match': '*',
        // S3 compares this with what arrives, and refuses other bytes (400).
        'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
        // It does not tell the checksum with a part of a file, which is all that is read of one; this it does.
        'x-amz-meta-sha256': sha256,
      };
      const { url, expiresAt } = await link('PUT', draftKey(owner, id), { headers }, UPLOAD_SECONDS, now);
      return { url, expiresAt, headers };
    },
    look: (owner, id, now) =>
      ask(
        {
          method: 'GET',
          key: draftKey(owner, id),
          headers: { range: `bytes=0-${HEAD_BYTES - 1}` },
          now,
        },
        (answer) => uploadedFile(id, answer),
      ),
    keep: async (owner, id, caseId, now) => {
      const kept = await ask(
        {
          method: 'PUT',
          key: keyOf(caseId, id),
          headers: { 'x-amz-copy-source': `/${bucket}/${draftKey(owner, id)}` },
          now,
        },
        // S3 answers 200 before it has copied, and tells a failure in the body.
        async (answer) => {
          const said = await answer.text();
          if (!said.includes('<CopyObjectResult'))
            throw new Error(`S3 copied nothing: ${CODE.exec(said)?.[1]}`);
          return true;
        },
      );
      if (!kept) throw new FilesUnavailable('the draft is gone');
    },
    download: (caseId, { id, contentType }, now) =>
      link(
        'GET',
        keyOf(caseId, id),
        {
          query: {
            'response-content-type': contentType,
            'response-content-disposition': `attachment; filename="${id}.${extensionOf(contentType)}"`,
          },
        },
        DOWNLOAD_SECONDS,
        now,
      ),
  };
};

/** What the code of an error of S3 is, in its answer. */
const CODE = /<Code>(\w+)<\/Code>/;

const uploadedFile = async (id: string, answer: Response): Promise<UploadedFile> => {
  const said = (name: string): string => answer.headers.get(name) ?? '';
  const head = new Uint8Array(await answer.arrayBuffer());
  return {
    id,
    contentType: said('content-type'),
    bytes: Number(said('content-range').split('/')[1]),
    sha256: said('x-amz-meta-sha256'),
    uploadedAt: instantAt(Date.parse(said('last-modified'))),
    head,
  };
};

/** Nobody reaches another's draft by its id: the place is made of who asks. */
const draftKey = (owner: string, fileId: string): string =>
  `drafts/${hash('sha256', owner, 'hex').slice(0, 32)}/${fileId}`;
const keyOf = (caseId: string, fileId: string): string => `cases/${caseId}/${fileId}`;
