/** What somebody who changes something is answered, and whether a request of before had this answer already. */
export interface Given<Answer> {
  answer: Answer;
  replayed: boolean;
}

export const givenNow = <Answer>(answer: Answer): Given<Answer> => ({ answer, replayed: false });

/** The answer that is remembered of a request which comes again: of the same operation, so of the same type. */
export const givenBefore = <Answer>(answered: unknown): Given<Answer> => ({
  answer: answered as Answer,
  replayed: true,
});
