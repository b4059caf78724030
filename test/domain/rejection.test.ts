import { expect, it } from 'vitest';
import { RejectionError } from '#domain/rejection.ts';
import { forbidden, WHO_OPERATES } from '#domain/who-may.ts';

it('a rejection can be thrown, and speaks English to whoever reads the logs', () => {
  const error = new RejectionError(forbidden(WHO_OPERATES));
  expect(error).toBeInstanceOf(Error);
  expect(error.name).toBe('RejectionError');
  expect(error.message).toBe('Your role, unit or area does not allow this; it is for operators.');
  expect(error.rejection.kind).toBe('forbidden');
});
