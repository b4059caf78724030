/** What is logged of an error. */
export interface LoggedError {
  name?: string;
  message?: string;
  /** Of the service of AWS that refused: its support asks for it. */
  requestId?: string;
  /** Where in the code it was thrown. */
  frames?: string[];
}

/** Longer messages repeat what was sent. */
const MOST_CHARACTERS = 300;
const MOST_FRAMES = 10;

/**
 * What of an error may stand in a log, and in a list that operators read: an SDK hangs answers and whole items of a
 * table on its errors.
 */
export const loggedError = (error: unknown): LoggedError => {
  if (!(error instanceof Error)) return {};
  const { name, message, stack = '' } = error;
  const { requestId } = (error as { $metadata?: { requestId?: string } }).$metadata ?? {};
  const frames = stack.split('\n').filter((line) => line.startsWith('    at '));
  return {
    name,
    message: message.slice(0, MOST_CHARACTERS),
    ...(requestId !== undefined && { requestId }),
    frames: frames.slice(0, MOST_FRAMES).map((line) => line.trim()),
  };
};

/** An error that says no more than is logged: Lambda writes one that leaves a function into the log, with all that hangs on it. */
export const bareError = (error: unknown): Error => {
  const { name = 'Error', message = '', frames = [] } = loggedError(error);
  const bare = new Error(message);
  bare.name = name;
  bare.stack = [`${name}: ${message}`, ...frames.map((frame) => `    ${frame}`)].join('\n');
  return bare;
};
