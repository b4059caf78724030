import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner';
import type { FileRef } from '#domain/process/process.ts';
import { type Instant, plusSeconds } from '#domain/time/instant.ts';

/** A link that opens one file in one way, until it expires. Whoever holds it needs no token. */
export interface Link {
  url: string;
  expiresAt: Instant;
}

/** Where the files of cases lie. They go to and from it directly: no function ever holds one. */
export interface FileStore {
  /** A link to put exactly this file: S3 refuses any other type or length, because both are signed. */
  upload(caseId: string, file: FileRef, now: Instant): Promise<Link & { headers: Record<string, string> }>;
  /** A link to fetch it; it is saved as a file, never shown as a page of the city's. */
  download(caseId: string, file: Pick<FileRef, 'id' | 'contentType'>, now: Instant): Promise<Link>;
}

/** A slow uplink takes some ten minutes for 20 MB. */
const UPLOAD_SECONDS = 900;
/** A list is read and a file opened at once. */
const DOWNLOAD_SECONDS = 300;

/** What a link is signed with. */
export type Signing = Pick<
  ConstructorParameters<typeof S3RequestPresigner>[0],
  'credentials' | 'region' | 'sha256'
>;

/**
 * The city's bucket at `host`, or in the path below `endpoint` when an emulator is in use. Links are signed with the
 * function's own credentials: they allow nothing that the function may not do.
 */
export const openFileStore = (
  signing: Signing,
  { bucket, host, endpoint }: { bucket: string; host: string; endpoint?: string | undefined },
): FileStore => {
  const presigner = new S3RequestPresigner(signing);
  const base = new URL(endpoint === undefined ? `https://${host}` : `${endpoint}/${bucket}`);

  const link = async (
    method: 'PUT' | 'GET',
    key: string,
    { headers = {}, query = {} }: { headers?: Record<string, string>; query?: Record<string, string> },
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
        headers,
        query,
      },
      {
        expiresIn: seconds,
        signingDate: new Date(now),
        // Left to itself the presigner binds the length but not the type.
        signableHeaders: new Set([...Object.keys(headers), 'host']),
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

  return {
    upload: async (caseId, { id, contentType, bytes }, now) => {
      const headers = {
        'content-type': contentType,
        'content-length': String(bytes),
        // Evidence is put once: a link that is used again, or by somebody else, meets the file and is refused (412).
        'if-none-match': '*',
      };
      const { url, expiresAt } = await link(
        'PUT',
        keyOf(caseId, id),
        { headers: { ...headers } },
        UPLOAD_SECONDS,
        now,
      );
      return { url, expiresAt, headers };
    },
    download: (caseId, { id, contentType }, now) =>
      link(
        'GET',
        keyOf(caseId, id),
        {
          query: {
            'response-content-type': contentType,
            'response-content-disposition': `attachment; filename="${id}.${EXTENSIONS[contentType] ?? 'bin'}"`,
          },
        },
        DOWNLOAD_SECONDS,
        now,
      ),
  };
};

const keyOf = (caseId: string, attachmentId: string): string => `cases/${caseId}/${attachmentId}`;

/** The types of files that a case takes, with the endings under which they are saved. */
const EXTENSIONS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'video/mp4': 'mp4',
  'application/pdf': 'pdf',
  'audio/mpeg': 'mp3',
};
export const CONTENT_TYPES = Object.keys(EXTENSIONS);
