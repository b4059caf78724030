/**
 * How a function's clients of AWS are opened: left to itself the SDK waits for an answer until the function is ended, and
 * the caller would be told nothing.
 */
export const AWS_CLIENT = {
  /** Three unanswered attempts and the pauses between take some 9 s; a function of the API has 10 s. */
  maxAttempts: 3,
  requestHandler: {
    /** Below two seconds the SDK listens to each connection from its first moment, which every request would pay for. */
    connectionTimeout: 2_000,
    /** Until an answer begins. */
    requestTimeout: 3_000,
    /**
     * While the rest of it comes, counted from the third second on; below six seconds it costs every request as well. An
     * answer that breaks off is given up after nine.
     */
    socketTimeout: 6_000,
    throwOnRequestTimeout: true,
  },
};

/** For commands that a person waits for: they may send large batches over a slow line. */
export const PATIENT_AWS_CLIENT = {
  maxAttempts: 5,
  requestHandler: {
    connectionTimeout: 10_000,
    requestTimeout: 30_000,
    socketTimeout: 30_000,
    throwOnRequestTimeout: true,
  },
};
