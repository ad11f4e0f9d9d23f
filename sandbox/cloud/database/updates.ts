/**
 * Update operators on one document, by mingo, fenced in by what MongoDB refuses and mingo lets
 * pass: `_id` stays, nothing is created under a null, numbers are only added to numbers, and only
 * arrays are pushed to.
 */

import { update } from 'mingo';
import { requestFailed } from '../errors';
import { assertStorable, copyOf, isFields, type Document, type Fields } from './documents';

const NUMERIC = new Set(['$inc', '$mul']);
const TO_ARRAYS = new Set(['$push', '$addToSet', '$pop', '$pull', '$pullAll']);
const PLAIN = new Set(['$set', '$unset', '$min', '$max', '$rename']);
const FORBIDDEN_NAMES = new Set(['', '__proto__', 'constructor', 'prototype']);

/** Throws unless every key is an operator that is simulated. */
export function assertUpdate(data: Fields): void {
  const operators = Object.keys(data);
  if (operators.length === 0) throw requestFailed("'$set' is empty: nothing to update");
  for (const operator of operators) {
    if (!NUMERIC.has(operator) && !TO_ARRAYS.has(operator) && !PLAIN.has(operator)) {
      throw requestFailed(`Unknown modifier: ${operator}`);
    }
    const changes = data[operator];
    if (!isFields(changes)) throw requestFailed(`Modifiers operate on fields: ${operator}`);
    for (const [path, value] of Object.entries(changes)) {
      assertPath(path);
      if (operator === '$set') assertStorable(value);
      if (operator === '$rename') assertPath(typeof value === 'string' ? value : '');
      if (NUMERIC.has(operator) && typeof value !== 'number') {
        throw requestFailed(`Cannot ${operator.slice(1)} with non-numeric argument: {${path}}`);
      }
    }
  }
}

/** A new document; the given one stays as it is. `data` has passed assertUpdate. */
export function applyUpdate(document: Document, data: Fields): Document {
  for (const [operator, changes] of Object.entries(data)) {
    if (!isFields(changes)) continue;
    for (const path of Object.keys(changes)) assertFits(document, operator, path);
  }
  const changed: Record<string, unknown> & { _id: string } = { _id: document._id };
  Object.assign(changed, copyOf(document));
  try {
    update(changed, data, [], {}, { cloneMode: 'deep' });
  } catch (error) {
    throw requestFailed(error instanceof Error ? error.message : String(error));
  }
  return changed;
}

function assertPath(path: string): void {
  const names = path.split('.');
  if (names[0] === '_id') {
    throw requestFailed("Performing an update on the path '_id' would modify the immutable field");
  }
  for (const name of names) {
    if (FORBIDDEN_NAMES.has(name)) throw requestFailed(`The update path '${path}' is not valid`);
    if (name.startsWith('$')) {
      throw requestFailed(`positional updates are not simulated: '${path}'`);
    }
  }
}

function assertFits(document: Document, operator: string, path: string): void {
  const names = path.split('.');
  const last = names.pop();
  let value: unknown = document;
  for (const name of names) {
    value = stepInto(value, name);
    if (value === undefined) return;
    if (!Array.isArray(value) && !isFields(value)) {
      if (operator === '$unset') return;
      throw requestFailed(
        `Cannot create field '${last ?? ''}' in element {${name}: ${JSON.stringify(value)}}`,
      );
    }
  }
  const target = stepInto(value, last ?? '');
  if (target === undefined) return;
  if (NUMERIC.has(operator) && typeof target !== 'number') {
    throw requestFailed(`Cannot apply ${operator} to a value of non-numeric type: {${path}}`);
  }
  if (TO_ARRAYS.has(operator) && !Array.isArray(target)) {
    throw requestFailed(`Cannot apply ${operator} to a non-array field: {${path}}`);
  }
}

function stepInto(value: unknown, name: string): unknown {
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    return /^\d+$/.test(name) ? items[Number(name)] : undefined;
  }
  return isFields(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
