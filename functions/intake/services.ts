import { randomInt } from 'node:crypto';
import { ulid } from 'ulid';
import { caseNumberOf } from '#domain/case/number.ts';
import { openFileServices } from '#shared/files/services.ts';
import type { FilingServices } from '#shared/use-cases/file-case.ts';

export const openFilingServices = (): FilingServices => ({
  ...openFileServices(),
  newId: () => ulid(undefined, drawn),
  newNumber: () => caseNumberOf(drawn()),
  draw: Math.random,
});

/** `randomInt` draws on a store of random bytes; left to itself ulid asks the system for each of its 16 characters (33 µs). */
const drawn = (): number => randomInt(DRAWS) / DRAWS;
const DRAWS = 2 ** 32;
