import { ulid } from 'ulid';
import { openServices } from '#shared/services.ts';
import type { FilingServices } from '#shared/use-cases/file-case.ts';

export const openFilingServices = (): FilingServices => ({
  ...openServices(),
  newId: ulid,
  draw: Math.random,
});
