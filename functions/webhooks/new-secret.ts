import { randomBytes } from 'node:crypto';

/** As the Standard Webhooks write one: 24 to 64 bytes (https://www.standardwebhooks.com). */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;
