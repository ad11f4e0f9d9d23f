/**
 * Documents as the wire writes them: strings of canonical EJSON, with `$tcb_server_date` standing
 * for the server's time. In memory they are plain values: numbers, strings, booleans, null, Date,
 * arrays and objects. Whatever would lose something on the way (an integer beyond 2^53, a decimal,
 * a binary) is refused instead.
 */

import { BSONRegExp, EJSON } from 'bson';
import { invalidParameter, requestFailed } from '../errors';

export type Fields = Readonly<Record<string, unknown>>;
export interface Document extends Fields {
  readonly _id: string;
}
/** A document with the text it is stored and answered as. */
export interface Stored {
  readonly document: Document;
  readonly text: string;
}

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const LONG = /"\$numberLong"\s*:\s*"(-?\d+)"/g;

/** Parses EJSON text; `now` (ms) is what a server date without offset becomes. */
export function parseEjson(text: string, now: number): unknown {
  for (const [, digits] of text.matchAll(LONG)) {
    if (!Number.isSafeInteger(Number(digits))) {
      throw invalidParameter(`integer ${digits ?? ''} is beyond 2^53; the sandbox keeps none`);
    }
  }
  let value: unknown;
  try {
    value = EJSON.parse(text);
  } catch {
    throw invalidParameter('not a string of EJSON');
  }
  return plain(value, now);
}

/** Parses EJSON text that must be an object. */
export function parseFields(text: string, now: number): Fields {
  const value = parseEjson(text, now);
  if (!isFields(value)) throw invalidParameter('an object is expected');
  return value;
}

export function stringifyEjson(value: Fields): string {
  return EJSON.stringify(value, { relaxed: false });
}

export function isFields(value: unknown): value is Fields {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof RegExp)
  );
}

/** The same value, sharing nothing that could be changed. */
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (value instanceof Date) return new Date(value.getTime());
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item)]));
}

/** Throws unless the value may be stored: no operators as names, no dots, no expressions. */
export function assertStorable(value: unknown): void {
  if (Array.isArray(value)) {
    value.forEach(assertStorable);
  } else if (value instanceof RegExp) {
    throw requestFailed('a regular expression cannot be stored in the sandbox');
  } else if (isFields(value)) {
    for (const [name, item] of Object.entries(value)) {
      if (name === '' || name.startsWith('$') || name.includes('.')) {
        throw requestFailed(`the field name '${name}' is not valid for storage`);
      }
      assertStorable(item);
    }
  }
}

function plain(value: unknown, now: number): unknown {
  if (Array.isArray(value)) return value.map((item) => plain(item, now));
  if (value instanceof BSONRegExp) return regularExpression(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if ('_bsontype' in value) {
    throw invalidParameter(`values of kind ${String(value._bsontype)} are not simulated`);
  }
  const date = serverDate(value, now);
  if (date !== undefined) return date;
  const fields: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (FORBIDDEN_KEYS.has(key)) throw invalidParameter(`the field name '${key}' is refused`);
    fields[key] = plain(item, now);
  }
  return fields;
}

function serverDate(value: object, now: number): Date | undefined {
  if (!('$tcb_server_date' in value)) return undefined;
  const { $tcb_server_date: spec } = value;
  const offset = isFields(spec) ? spec['offset'] : undefined;
  if (typeof offset !== 'number') throw invalidParameter('$tcb_server_date without an offset');
  return new Date(now + offset);
}

function regularExpression(value: BSONRegExp): RegExp {
  try {
    return new RegExp(value.pattern, value.options);
  } catch {
    throw invalidParameter(`the regular expression /${value.pattern}/ is not valid`);
  }
}
