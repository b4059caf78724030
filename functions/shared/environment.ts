import * as z from 'zod/mini';

const name = z.string().check(z.minLength(1));
const known = z.object({
  CASES_TABLE: name,
  GRIDS_TABLE: name,
  SUBJECT_CLAIM: name,
  LIFECYCLE_ARN: name,
  EVENT_BUS_NAME: name,
  ATTACHMENTS_BUCKET: name,
  ATTACHMENTS_HOST: name,
  /** How long a function keeps what it knows of the city's reference data. */
  REFERENCE_SECONDS: z._default(z.coerce.number().check(z.gte(1), z.lte(300)), 60),
});
type Known = z.infer<typeof known>;

/**
 * The named variables of the function's environment, read once at the start.
 * @throws Error naming the missing ones, so that a wrong deployment fails at its first call and says why.
 */
export const environment = <K extends keyof Known>(...names: K[]): Pick<Known, K> => {
  const mask = Object.fromEntries(names.map((key) => [key, true])) as Record<K, true>;
  const read = z.pick(known, mask as never).safeParse(process.env);
  if (!read.success)
    throw new Error(
      `the function's environment lacks ${read.error.issues.map(({ path }) => path.join('.')).join(', ')}`,
    );
  return read.data as unknown as Pick<Known, K>;
};
