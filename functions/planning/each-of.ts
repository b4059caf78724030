/** Applies `work` to every entry, so many at once, and keeps their order. */
export const eachOf = async <Entry, Answer>(
  entries: readonly Entry[],
  work: (entry: Entry) => Promise<Answer>,
): Promise<Answer[]> => {
  const answers: Answer[] = [];
  const left = entries.entries();
  // Every worker takes the next entry from the one iterator.
  const worker = async () => {
    for (const [i, entry] of left) answers[i] = await work(entry);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return answers;
};

/** Requests under way at once. */
const CONCURRENCY = 16;
