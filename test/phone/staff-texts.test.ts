/** The words of the staff's package: both languages whole, each used, and each that the markup names there. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fakeWx } from '../support/fake-wx';
import { loadPhone } from '../support/phone-modules';
import { expressions } from '../support/wxml';

const HOME = join(process.cwd(), 'miniprogram', 'packages', 'staff');

function wordsOf(language: 'zh_CN' | 'en'): Record<string, unknown> {
  const fake = fakeWx(() => undefined);
  Object.assign(fake.wx, { getAppBaseInfo: () => ({ language, fontSizeScaleFactor: 1 }) });
  const modules = { words: 'packages/staff/services/words' };
  const phone = loadPhone({ modules, wx: fake.wx });
  return phone.fn('words', 'staffWords')() as Record<string, unknown>;
}

function leaves(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => leaves(part, `${path}.${key}`));
}

function filesOf(ending: string): string[] {
  return readdirSync(HOME, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(HOME, name));
}

const chinese = leaves(wordsOf('zh_CN'));
const english = new Map(leaves(wordsOf('en')));

it('hold the same {names} in both languages, and no empty text', () => {
  const names = (text: string): string => (text.match(/\{\w+\}/g) ?? []).sort().join();
  const differing = chinese.filter(
    ([path, text]) => text === '' || names(text) !== names(english.get(path) ?? '-'),
  );
  // each language may need another number of steps
  expect(differing.filter(([path]) => !path.includes('.steps.'))).toEqual([]);
});

it('are Chinese in Chinese, without codes', () => {
  const coded = chinese.filter(([, text]) => /[a-z]{3,}/.test(text.replace(/\{\w+\}/g, '')));
  expect(coded).toEqual([]);
});

/** counter-pay.wxml reads its words from the section counterPay. */
function sectionOf(file: string): string {
  return basename(file, '.wxml').replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
}

it('exist wherever the markup of a page names one', () => {
  const known = new Set(chinese.map(([path]) => path));
  const roots: Record<string, string> = { staff: 'staff', orderWords: 'order', find: 'find' };
  const missing = filesOf('.wxml')
    .filter((file) => file.includes('/pages/'))
    .flatMap((file) =>
      expressions(readFileSync(file, 'utf8'))
        .flatMap((inner) => [...inner.matchAll(/(?<![\w.'])(w|staff|orderWords|find)\.(\w+)/g)])
        .map(([, root = '', key = '']) => `.${roots[root] ?? sectionOf(file)}.${key}`)
        .filter((path) => !known.has(path))
        .map((path) => `${basename(file)}: ${path}`),
    );
  expect(missing).toEqual([]);
});

it('are all said somewhere', () => {
  const sources = [...filesOf('.ts'), ...filesOf('.wxml')]
    .filter((file) => !file.includes('/i18n/'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  // closed lists are read by the key that the server names; hints and reasons by the work's own key
  const closed =
    /^\.(states|differences|cases|outcomes|evidence|audit|refund\.reasons|codes|codeWho|counterReasons|counterPay\.(kinds|insuranceStates))\.|Hint$/;
  const silent = chinese
    .map(([path]) => path)
    .filter((path) => !closed.test(path))
    .filter((path) => !new RegExp(`\\b${path.split('.').at(-1) ?? ''}\\b`).test(sources));
  expect(silent).toEqual([]);
});
