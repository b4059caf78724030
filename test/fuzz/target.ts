/** What is fuzzed, and what the fuzzer knows of it so that its requests get beyond 401, 404 and 422. */
export interface Target {
  url: string;
  /** Tokens of people of every role, by subject. */
  tokens: Record<string, string>;
  /** Cases at different stages: their versions by id. */
  cases: Record<string, number>;
  /** Values that exist in the city, by the name of the field that takes them. */
  values: Record<string, readonly unknown[]>;
  close(): Promise<void>;
}
