import { expect, it } from 'vitest';
import { forbidden } from '#domain/access.ts';
import { RejectionError } from '#domain/rejection.ts';

it('a rejection can be thrown, and speaks English to whoever reads the logs', () => {
  const error = new RejectionError(forbidden('assign'));
  expect(error).toBeInstanceOf(Error);
  expect(error.name).toBe('RejectionError');
  expect(error.message).toBe('Your role, unit or area does not allow "assign".');
  expect(error.rejection.kind).toBe('forbidden');
});
