/** Puts the staff's own components beside the patients' ones into miniprogram-simulate. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { prepareComponents } from './phone-components';

const STAFF = join(process.cwd(), 'miniprogram', 'packages', 'staff', 'components');

export const staffComponents = (): readonly string[] => readdirSync(STAFF).sort();

export interface Example {
  readonly name: string;
  readonly props: Record<string, unknown>;
}

export function examplesOf(name: string): readonly Example[] {
  return JSON.parse(readFileSync(join(STAFF, name, 'examples.json'), 'utf8')) as Example[];
}

/** One flat folder: no name stands in both packages. Remove it after the tests. */
export function prepareStaffComponents(): string {
  const folder = prepareComponents();
  for (const name of staffComponents()) {
    const target = join(folder, name);
    cpSync(join(STAFF, name), target, { recursive: true });
    const script = join(target, `${name}.ts`);
    const { outputText } = ts.transpileModule(readFileSync(script, 'utf8'), {
      compilerOptions: { target: ts.ScriptTarget.ES2020, module: ts.ModuleKind.CommonJS },
    });
    writeFileSync(join(target, `${name}.js`), outputText);
    rmSync(script);
    const config = join(target, `${name}.json`);
    const text = readFileSync(config, 'utf8')
      .replace(/"tdesign-miniprogram\/[^"]+"/g, '"../box/index"')
      .replace(/"(?:\.\.\/)+components\//g, '"../');
    writeFileSync(config, text);
  }
  return folder;
}
