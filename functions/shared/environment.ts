import * as z from 'zod/mini';

/** What a variable of a function's environment may hold. */
export const text = z.string().check(z.minLength(1));

/** How long a function keeps what it knows of the city's reference data. */
export const referenceSeconds = z._default(z.coerce.number().check(z.gte(1), z.lte(300)), 60);

/** Names with what they stand for, written as JSON: the workflows of a city by their ARNs. */
export const namesInJson = inJson(z.record(z.string(), text));
/** Several of one thing: the hosts of a city's own network. */
export const listInJson = inJson(z.array(text));

function inJson<Schema extends z.ZodMiniType>(schema: Schema) {
  return z.pipe(
    z.string().check(z.refine(isJson)),
    z.pipe(
      z.transform((json: string): unknown => JSON.parse(json)),
      schema,
    ),
  );
}

function isJson(written: string): boolean {
  try {
    JSON.parse(written);
    return true;
  } catch {
    return false;
  }
}

/**
 * The variables of the function's environment that it needs, read once at the start.
 * @throws Error naming those that are missing or wrong, so that a wrong deployment fails at its first call and says why
 */
export const environment = <Shape extends Record<string, z.ZodMiniType>>(
  needed: Shape,
): z.output<z.ZodMiniObject<Shape>> => {
  const read = z.object(needed).safeParse(process.env);
  if (read.success) return read.data;
  const names = read.error.issues.map(({ path }) => path[0]);
  throw new Error(`the function's environment lacks ${[...new Set(names)].join(', ')}`);
};
