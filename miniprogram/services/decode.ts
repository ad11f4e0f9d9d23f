/**
 * Small decoders for what crosses a border (answers, storage): unknown in, a typed value or a
 * DecodeError out. Fields that nobody asked for are dropped, so that a newer server can say more.
 */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}

export type Decoder<T> = (value: unknown) => T;

interface Optional<T> {
  readonly optional: Decoder<T>;
}

type FieldOf<V> = undefined extends V ? Optional<Exclude<V, undefined>> : Decoder<V>;

export type Shape<T> = { readonly [K in keyof T]-?: FieldOf<T[K]> };

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const text: Decoder<string> = (value) => {
  if (typeof value !== 'string') throw new DecodeError('not a text');
  return value;
};

export const flag: Decoder<boolean> = (value) => {
  if (typeof value !== 'boolean') throw new DecodeError('not a flag');
  return value;
};

export const whole: Decoder<number> = (value) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new DecodeError('not a whole number');
  }
  return value;
};

export const real: Decoder<number> = (value) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new DecodeError('not a number');
  return value;
};

/** One of the texts given. */
export function oneOf<const T extends string>(...values: readonly T[]): Decoder<T> {
  return (value) => {
    const found = values.find((candidate) => candidate === value);
    if (found === undefined) throw new DecodeError('not one of the known words');
    return found;
  };
}

export function list<T>(item: Decoder<T>): Decoder<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value)) throw new DecodeError('not a list');
    return value.map((entry: unknown) => item(entry));
  };
}

/** Marks a field that may be absent. */
export function maybe<T>(decoder: Decoder<T>): Optional<T> {
  return { optional: decoder };
}

function isOptional(field: unknown): field is Optional<unknown> {
  return isRecord(field) && 'optional' in field;
}

/** An object with exactly the fields of `shape`; absent optional fields stay absent. */
export function record<T extends object>(shape: Shape<T>): Decoder<T> {
  const fields: [string, Decoder<unknown> | Optional<unknown>][] = Object.entries(shape);
  return (value) => {
    if (!isRecord(value)) throw new DecodeError('not an object');
    const out: Record<string, unknown> = {};
    for (const [key, field] of fields) {
      const part = value[key];
      if (!isOptional(field)) out[key] = field(part);
      else if (part !== undefined && part !== null) out[key] = field.optional(part);
    }
    return out as T;
  };
}
