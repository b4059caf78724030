import { RepeatedRequest, VersionConflict } from '../persistence/commit.ts';

/**
 * Decides and commits; when somebody else's change comes in between, decides anew on what it made of the case.
 * @throws what `once` throws, and VersionConflict after `ATTEMPTS` lost races.
 */
export const untilCommitted = async <T>(once: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once();
    } catch (error) {
      const lost = error instanceof VersionConflict || error instanceof RepeatedRequest;
      if (!lost || attempt === ATTEMPTS) throw error;
    }
  }
};

/** Two people at one case are usual, four at the same instant are not. */
const ATTEMPTS = 4;
