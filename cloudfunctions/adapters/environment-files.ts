/**
 * Settings and keys of a program on a machine of the hospital: from its environment, or each from the file
 * that `NAME_FILE` names, so that secrets need not stand in a service manager's unit.
 */
import { readFileSync, statSync } from 'node:fs';
import { SettingsError } from '../settings/settings-error';
import { readEnvironment, type Environment } from './environment';

const MOST_BYTES = 64 * 1024;

/** Only the named variables. Throws SettingsError naming the variable, never a file's contents. */
export function readEnvironmentWithFiles(names: readonly string[]): Environment {
  const variables = readEnvironment(names);
  const files = readEnvironment(names.map(fileOf));
  return Object.fromEntries(
    names.map((name) => {
      const file = files[fileOf(name)];
      if (file === undefined || file === '') return [name, variables[name]];
      if (variables[name] !== undefined) {
        throw new SettingsError(fileOf(name), `must not be set together with ${name}`);
      }
      return [name, contents(fileOf(name), file)];
    }),
  );
}

const fileOf = (name: string): string => `${name}_FILE`;

function contents(variable: string, file: string): string {
  let text: string | undefined;
  try {
    if (statSync(file).size <= MOST_BYTES) text = readFileSync(file, 'utf8');
  } catch {
    throw new SettingsError(variable, 'names a file that cannot be read');
  }
  if (text === undefined) throw new SettingsError(variable, 'names a file that is too long');
  return text.replace(/^\ufeff/, '').trim();
}
