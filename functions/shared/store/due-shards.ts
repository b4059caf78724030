/** Shards of what is due: one takes 1,000 writes a second in DynamoDB, a city's burst is 15 new cases a second. */
export const DUE_SHARDS = 8;
