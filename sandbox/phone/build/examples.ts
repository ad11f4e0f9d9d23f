/**
 * The components of a mini program with their examples: `examples.json` beside a component is an array of
 * `{name, props, slot?}`; `slot` is text that is put inside.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, type JsonObject, stringOf } from './json';
import { existing, scriptOf } from './project';

export interface Example {
  readonly name: string;
  readonly props: JsonObject;
  readonly slot: string | undefined;
}

export interface ShownComponent {
  /** Path as the framework knows it: `components/bill-card/bill-card`. */
  readonly path: string;
  readonly examples: readonly Example[];
  /** Why there is nothing to show. */
  readonly complaint: string | undefined;
}

/** Every component in `components/` of the main package and of the subpackages. */
export function readComponents(
  source: string,
  subpackages: readonly string[],
): readonly ShownComponent[] {
  const folders = ['components', ...subpackages.map((root) => `${root}/components`)];
  return folders.flatMap((folder) =>
    foldersIn(join(source, folder)).flatMap((name) => {
      const path = `${folder}/${name}/${name}`;
      if (scriptOf(join(source, path)) === undefined) return [];
      return [componentAt(path, join(source, folder, name, 'examples.json'))];
    }),
  );
}

function foldersIn(folder: string): readonly string[] {
  if (existing(folder) === undefined) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function componentAt(path: string, file: string): ShownComponent {
  const none = (complaint: string): ShownComponent => ({ path, examples: [], complaint });
  if (existing(file) === undefined) return none('there is no examples.json');
  let listed: unknown;
  try {
    listed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return none(`examples.json: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!Array.isArray(listed) || listed.length === 0) {
    return none('examples.json must be an array of {name, props}');
  }
  const read = listed.map(exampleOf);
  const examples = read.filter((one) => one !== undefined);
  if (examples.length < read.length) {
    return none(`examples.json: entry ${String(read.indexOf(undefined))} is not {name, props}`);
  }
  return { path, examples, complaint: undefined };
}

function exampleOf(value: unknown): Example | undefined {
  if (!isJsonObject(value)) return undefined;
  const name = stringOf(value['name']);
  const { props } = value;
  if (name === undefined || !isJsonObject(props)) return undefined;
  return { name, props, slot: stringOf(value['slot']) };
}
