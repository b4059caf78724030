import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';

/** Why each item of a cancelled transaction did not pass, in the order of the items; undefined for another error. */
export const reasonsOf = (error: unknown): (string | undefined)[] | undefined =>
  error instanceof TransactionCanceledException
    ? (error.CancellationReasons ?? []).map(({ Code }) => Code)
    : undefined;

/** Somebody else's write came first, or is under way at this moment. */
export const isConflict = (code: string | undefined): boolean =>
  code === 'ConditionalCheckFailed' || code === 'TransactionConflict';

/** Nothing stands against a cancelled transaction but that its tables had no capacity for it. */
export const isThrottled = (error: unknown): boolean => {
  const against = (reasonsOf(error) ?? []).filter((code) => code !== undefined && code !== 'None');
  return (
    against.length > 0 &&
    against.every((code) => code === 'ThrottlingError' || code === 'ProvisionedThroughputExceeded')
  );
};

export const isConditionFailed = (error: unknown): boolean =>
  (error as Error).name === 'ConditionalCheckFailedException';
