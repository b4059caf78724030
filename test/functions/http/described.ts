import fc from 'fast-check';

/** JSON Schema as far as the document uses it for what comes in. */
export interface Described {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  maxItems?: number;
  items?: Described;
  propertyNames?: Described;
  additionalProperties?: boolean | Described;
  properties?: Record<string, Described>;
  required?: string[];
  oneOf?: Described[];
  anyOf?: Described[];
}

export type Components = Record<string, Described>;

/** The schema behind a reference. */
export const resolved = (schema: Described, components: Components): Described => {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : resolved(components[name] ?? {}, components);
};

/** Any value that the document allows: with the fields it requires, and some, all or none of the others. */
export const describedBy = (schema: Described, components: Components): fc.Arbitrary<unknown> => {
  const { type, properties, ...rest } = resolved(schema, components);
  if ('const' in rest) return fc.constant(rest.const);
  if (rest.enum) return fc.constantFrom(...rest.enum);
  if (properties) return objectOf(properties, rest, components);
  const variants = rest.oneOf ?? rest.anyOf;
  if (variants) return fc.oneof(...variants.map((variant) => describedBy(variant, components)));
  switch (type) {
    case 'string':
      return textOf(rest);
    case 'integer':
      return fc.integer({ min: rest.minimum ?? -1e9, max: rest.maximum ?? 1e9 });
    case 'number':
      return fc.double({
        min: rest.exclusiveMinimum ?? rest.minimum ?? -1e9,
        minExcluded: rest.minimum === undefined,
        max: rest.maximum ?? 1e9,
        noNaN: true,
      });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(describedBy(rest.items ?? {}, components), {
        minLength: 1,
        maxLength: rest.maxItems ?? 20,
      });
    case 'object':
      return fc.dictionary(
        textOf(rest.propertyNames ?? {}).filter((name) => name !== '__proto__'),
        Object.keys(rest.additionalProperties as Described).length === 0
          ? fc.jsonValue()
          : describedBy(rest.additionalProperties as Described, components),
        { maxKeys: 3 },
      );
    default:
      throw new Error(`nothing is made for a schema of type ${type}`);
  }
};

/** Alternatives that only require fields choose between those fields; the others of a `oneOf` stay away. */
const objectOf = (
  properties: Record<string, Described>,
  { required = [], oneOf, anyOf }: Described,
  components: Components,
): fc.Arbitrary<unknown> => {
  const variants = oneOf ?? anyOf ?? [{}];
  const named = variants.flatMap((variant) => variant.required ?? []);
  return fc.oneof(
    ...variants.map((variant) => {
      const needed = [...required, ...(variant.required ?? [])];
      const allowed = Object.entries(properties).filter(
        ([name]) => !oneOf || !named.includes(name) || needed.includes(name),
      );
      return fc.record(
        Object.fromEntries(allowed.map(([name, field]) => [name, describedBy(field, components)])),
        { requiredKeys: needed },
      );
    }),
  );
};

const textOf = ({ pattern, format, minLength = 0, maxLength = 100 }: Described): fc.Arbitrary<string> => {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  if (format === 'date-time')
    return fc
      .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString());
  // A text of blanks counts as empty.
  return fc.string({ minLength, maxLength }).filter((text) => minLength === 0 || text.trim() !== '');
};
