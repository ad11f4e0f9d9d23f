/**
 * Rules of the house that neither compiler nor linter holds: no real identity number, no secret, no
 * double assertion outside the SDK wrapper, no file over 300 lines.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isIdentityNumber } from '../../miniprogram/shared/identity-number';
import { projectFiles, ROOT } from '../support/project-files';

const CODE = ['.ts', '.mjs', '.js', '.wxml', '.wxss', '.wxs', '.html', '.css'];
const TEXT = [...CODE, '.json', '.md', '.yml', '.yaml'];
const GENERATED = [
  'miniprogram/vendor/',
  'package-lock.json',
  'cloudfunctions/adapters/his/contract.gen.ts',
  'test/vectors/',
];
/** The one place that may assert types of the untyped SDK. */
const SDK_WRAPPER = 'cloudfunctions/adapters/cloud-store/sdk.ts';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const own = (endings: readonly string[]): readonly string[] =>
  projectFiles(endings).filter((file) => !GENERATED.some((path) => file.startsWith(path)));

/** Every place where `pattern` stands, as file:text. */
function places(files: readonly string[], pattern: RegExp): readonly string[] {
  return files.flatMap((file) =>
    [...read(file).matchAll(pattern)].map((match) => `${file}: ${match[0].slice(0, 60)}`),
  );
}

describe('the tree', () => {
  it('holds no identity number that could be a real one', () => {
    const numbers = places(own(TEXT), /(?<!\d)[1-9]\d{16}[\dXx](?!\d)/g).filter((place) =>
      isIdentityNumber(1, place.slice(-18)),
    );
    expect(numbers).toEqual([]);
  });

  it('holds no private key', () => {
    expect(places(own(TEXT), /-----BEGIN (?:RSA |EC )?PRIVATE KEY-----\n[A-Za-z0-9+/]/g)).toEqual(
      [],
    );
  });

  it('asserts no type twice outside the SDK wrapper', () => {
    const files = own(['.ts']).filter(
      (file) => file !== SDK_WRAPPER && !file.startsWith('test/unit/source-rules'),
    );
    expect(places(files, /as unknown as|@ts-ignore|@ts-nocheck|eslint-disable/g)).toEqual([]);
  });

  it('has no file of code over 300 lines', () => {
    const long = own(CODE)
      .map((file) => [file, read(file).split('\n').length - 1] as const)
      .filter(([, lines]) => lines > 300);
    expect(long).toEqual([]);
  });

  it('names no host of a package registry', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved"/);
  });
});
