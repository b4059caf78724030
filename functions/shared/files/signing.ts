import { createHash, createHmac } from 'node:crypto';
import { environment, text } from '../environment.ts';
import { ownCredentials } from '../own-credentials.ts';
import type { Signing } from './s3-file-store.ts';

/** Signing with the function's own credentials, as Lambda tells them: links allow nothing that the function may not do. */
export const ownSigning = (): Signing => {
  const { AWS_REGION } = environment({ AWS_REGION: text });
  return { region: AWS_REGION, sha256: Sha256, credentials: async () => ownCredentials() };
};

/** SHA-256 and its HMAC in the form that the signer asks for. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }
  update(chunk: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(chunk));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

const bytesOf = (source: string | ArrayBuffer | ArrayBufferView): Buffer => {
  if (typeof source === 'string') return Buffer.from(source);
  return ArrayBuffer.isView(source)
    ? Buffer.from(source.buffer, source.byteOffset, source.byteLength)
    : Buffer.from(source);
};
