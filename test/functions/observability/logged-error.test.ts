import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { bareError, loggedError } from '#shared/observability/logged-error.ts';
import { observed } from '#shared/observability/observed.ts';
import { causeOf } from '#shared/store/troubles.ts';
import { recordLog } from '../http/log.ts';

const SECRET = 'canary-7f3a';

/** As DynamoDB's client throws it: with the answer, and with the items that stood in the way. */
const ofTheSdk = () =>
  Object.assign(new Error('Transaction cancelled, see the reasons [ConditionalCheckFailed, None]'), {
    name: 'TransactionCanceledException',
    $metadata: { httpStatusCode: 400, requestId: 'QN4M0TE8', attempts: 1 },
    $response: { body: SECRET },
    CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: { description: { S: SECRET } } }],
    cause: new Error(SECRET),
  });

describe('what is logged of an error', () => {
  it('is its name, its message, the id of the request that AWS knows, and where it was thrown', () => {
    const { frames, ...logged } = loggedError(ofTheSdk());
    expect(logged).toEqual({
      name: 'TransactionCanceledException',
      message: 'Transaction cancelled, see the reasons [ConditionalCheckFailed, None]',
      requestId: 'QN4M0TE8',
    });
    expect(frames?.[0]).toContain('logged-error.test.ts');
    expect(JSON.stringify(loggedError(ofTheSdk()))).not.toContain(SECRET);
  });

  it('is cut where a message repeats what was sent', () => {
    const long = new Error(`no room for ${'长'.repeat(5000)}`);
    expect(loggedError(long).message).toHaveLength(300);
    expect(JSON.stringify(loggedError(long)).length).toBeLessThan(3000);
    expect(causeOf(long)).toHaveLength(300);
  });

  it.each([
    'a string',
    undefined,
    { name: SECRET, message: SECRET },
  ])('is nothing of what is no error: %s', (thrown) => {
    expect(loggedError(thrown)).toEqual({});
  });
});

describe('an error that leaves a function', () => {
  recordLog();

  it('keeps its name and message, by which a workflow retries, and nothing that hangs on it', async () => {
    const handler = observed<unknown, unknown>().handler(() => Promise.reject(ofTheSdk()));
    const thrown: Error = await handler({}, {} as Context).then(
      () => Promise.reject(new Error('it did not fail')),
      (error: Error) => error,
    );
    expect(thrown).toMatchObject({ name: 'TransactionCanceledException', message: ofTheSdk().message });
    expect(Object.keys(thrown)).toEqual(['name']);
    expect(thrown.cause).toBeUndefined();
    expect(thrown.stack).toContain('logged-error.test.ts');
    expect(bareError(thrown).stack).toBe(thrown.stack);
  });
});
