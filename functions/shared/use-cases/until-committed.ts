import type { Services } from '../services.ts';
import { RepeatedRequest, VersionConflict } from '../store/errors.ts';

/**
 * Decides and commits; when somebody else's change comes in between, decides anew on what it made of the process.
 * @throws what `once` throws, and VersionConflict after `ATTEMPTS` lost races
 */
export const untilCommitted = async <T>(
  { pause }: Pick<Services, 'pause'>,
  once: () => Promise<T>,
): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once();
    } catch (error) {
      const lost = error instanceof VersionConflict || error instanceof RepeatedRequest;
      if (!lost || attempt === ATTEMPTS) throw error;
      // Drawn anew for everybody, so that those who met do not meet again.
      await pause(Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt));
    }
  }
};

/** A crowd at one process, as at a case that everybody comments on, is served one after the other. */
const ATTEMPTS = 12;

/** About what a commit takes. With it the pauses are seven seconds together at most, half of that on average: enough for fifty at once. */
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1000;
