/**
 * Reading the project's JSON files and taking typed values out of them.
 * A file that is missing or is not JSON becomes a diagnostic, never an exception.
 */

import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { type Diagnostics, type Place, placeAt } from './diagnostics';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object in a JSON file; undefined (and an error) if there is none. */
export function readJson(file: string, diagnostics: Diagnostics): JsonObject | undefined {
  if (!existsSync(file)) {
    diagnostics.error(file, 'the file does not exist');
    return undefined;
  }
  const text = readFileSync(file, 'utf8');
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return value;
    diagnostics.error(file, 'the file must hold a JSON object');
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    diagnostics.error(file, message.replace(/\s+/g, ' '), placeOfError(file, text));
  }
  return undefined;
}

/** JSON.parse does not say where; TypeScript's reader does, unless it is more lenient. */
function placeOfError(file: string, text: string): Place | undefined {
  const { error } = ts.parseConfigFileTextToJson(file, text);
  return error?.start === undefined ? undefined : placeAt(text, error.start);
}

export function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The string members of an object: `{"t-button": "/x"}`. */
export function stringMap(value: unknown): Map<string, string> {
  const map = new Map<string, string>();
  if (!isJsonObject(value)) return map;
  for (const [key, item] of Object.entries(value)) {
    if (typeof item === 'string') map.set(key, item);
  }
  return map;
}
