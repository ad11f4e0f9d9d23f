/**
 * Puts one of the phone's own components into miniprogram-simulate: its TypeScript is stripped into a
 * temporary folder first, as DevTools' compiler plugin does. TDesign's parts are drawn as plain boxes.
 */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';

const COMPONENTS = join(process.cwd(), 'miniprogram', 'components');

/** What of miniprogram-simulate is used here; its own typings need those of wx. */
interface Node {
  readonly dom: HTMLElement;
  dispatchEvent(name: string, options?: object): void;
}

interface RootNode extends Node {
  attach(parent: HTMLElement): void;
  setData(data: object): void;
  querySelector(selector: string): Node | undefined;
  addEventListener(name: string, listener: (event: { readonly detail: unknown }) => void): void;
}

interface Simulate {
  load(path: string, options: object): string;
  render(id: string, properties: object): RootNode;
  sleep(ms: number): Promise<void>;
}

export interface Rendered {
  /** All text, blanks taken out. */
  text(): string;
  count(selector: string): number;
  has(selector: string): boolean;
  readonly events: readonly { readonly name: string; readonly detail: unknown }[];
  set(properties: object): void;
  tap(selector: string): Promise<void>;
}

const BOX = {
  'index.json': '{"component":true}',
  'index.js': 'Component({properties:{name:{type:String,value:""}}})',
  'index.wxml': '<view class="box"><slot /></view>',
  'index.wxss': '',
};

function strip(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, name);
    if (!name.endsWith('.ts')) continue;
    const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), {
      compilerOptions: { target: ts.ScriptTarget.ES2020, module: ts.ModuleKind.CommonJS },
    });
    writeFileSync(file.replace(/\.ts$/, '.js'), outputText);
    rmSync(file);
  }
}

function plainConfig(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.json')) continue;
    const file = join(folder, name);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/"tdesign-miniprogram\/[^"]+"/g, '"../box/index"'));
  }
}

/** A folder with every component, ready for miniprogram-simulate; remove it after the tests. */
export function prepareComponents(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yibao-components-'));
  cpSync(COMPONENTS, folder, { recursive: true });
  strip(folder);
  plainConfig(folder);
  mkdirSync(join(folder, 'box'));
  for (const [name, text] of Object.entries(BOX)) writeFileSync(join(folder, 'box', name), text);
  return folder;
}

/** Afresh each time: under jest a component's script would run only once, whoever loads it. */
function simulator(): Simulate {
  jest.resetModules();
  const load = createRequire(join(process.cwd(), 'package.json'));
  const found: unknown = load('miniprogram-simulate');
  return found as Simulate;
}

/** Renders a component with these properties; `events` fills with what it triggers. */
export function renderComponent(
  folder: string,
  name: string,
  properties: object,
  listenTo: readonly string[] = [],
): Rendered {
  const simulate = simulator();
  const id = simulate.load(join(folder, name, name), { less: false, rootPath: folder });
  const root = simulate.render(id, properties);
  root.attach(document.createElement('div'));
  const events: { name: string; detail: unknown }[] = [];
  for (const event of listenTo) {
    root.addEventListener(event, ({ detail }) => events.push({ name: event, detail }));
  }
  /** The simulator puts the name of the scope before every class. */
  const scoped = (selector: string): string => selector.replace(/\.([\w-]+)/g, '.main--$1');
  const count = (selector: string): number => root.dom.querySelectorAll(scoped(selector)).length;
  return {
    text: () => root.dom.textContent.replace(/\s+/g, ''),
    count,
    has: (selector) => count(selector) > 0,
    events,
    set: (given) => root.setData(given),
    tap: async (selector) => {
      const node = root.querySelector(selector);
      if (node === undefined) throw new Error(`nothing matches ${selector}`);
      node.dispatchEvent('tap');
      await simulate.sleep(0);
    },
  };
}
