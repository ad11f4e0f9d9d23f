/**
 * Rules about the phone's markup, styles and texts that no single page test would notice: no text in
 * WXML, taps that can be seen, felt, found and read aloud, sizes that follow the patient's own text
 * size, both languages whole, and the size of the main package.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from 'esbuild';
import { fakeWx } from '../support/fake-wx';
import { expressions, readMarkup } from '../support/wxml';
import { loadPhone } from '../support/phone-modules';

const HOME = join(process.cwd(), 'miniprogram');
const TDESIGN = join(process.cwd(), 'node_modules/tdesign-miniprogram/miniprogram_dist');

function filesOf(ending: string, folder = HOME): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !name.includes('miniprogram_npm'))
    .map((name) => join(folder, name));
}

/** What is uploaded with the main package. */
function isPacked(file: string): boolean {
  const name = short(file);
  return !name.startsWith('packages/') && !/examples\.json$|\.d\.ts$/.test(name);
}

/** Bytes of a file once DevTools has compiled it. */
function packed(file: string): number {
  if (!file.endsWith('.ts')) return statSync(file).size;
  const { code } = transformSync(readFileSync(file, 'utf8'), { loader: 'ts', minify: true });
  return Buffer.byteLength(code);
}

function short(file: string): string {
  return file.slice(HOME.length + 1);
}

const wxml = filesOf('.wxml').map((file) => {
  const source = readFileSync(file, 'utf8');
  return { file, source, ...readMarkup(source) };
});

interface AppJson {
  readonly pages: readonly string[];
  readonly [key: string]: unknown;
}
const app = JSON.parse(readFileSync(join(HOME, 'app.json'), 'utf8')) as AppJson;

function textsOf(language: 'zh_CN' | 'en'): Record<string, unknown> {
  const fake = fakeWx(() => undefined);
  Object.assign(fake.wx, { getAppBaseInfo: () => ({ language, fontSizeScaleFactor: 1 }) });
  const phone = loadPhone({ modules: { words: 'services/words' }, wx: fake.wx });
  return phone.fn('words', 'words')() as Record<string, unknown>;
}

function leaves(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => leaves(part, `${path}.${key}`));
}

describe('the markup', () => {
  it('was found', () => {
    expect(wxml.length).toBeGreaterThan(15);
    expect(wxml.flatMap(({ tags }) => tags).length).toBeGreaterThan(150);
  });

  it('holds no text of its own', () => {
    const spoken = wxml.flatMap(({ file, texts }) =>
      texts
        .map((text) => text.replace(/\{\{.*?\}\}/g, ''))
        .filter((text) => /\p{L}/u.test(text))
        .map((text) => `${short(file)}: ${text}`),
    );
    const labels = wxml.flatMap(({ file, tags }) =>
      tags
        .map(
          ({ attributes }) => attributes.get('aria-label') ?? attributes.get('placeholder') ?? '',
        )
        .filter((label) => /\p{L}/u.test(label.replace(/\{\{.*?\}\}/g, '')))
        .map((label) => `${short(file)}: ${label}`),
    );
    expect([...spoken, ...labels]).toEqual([]);
  });

  it('shows, names and reads aloud whatever can be tapped', () => {
    const wanted = ['hover-class', 'aria-role', 'data-testid'];
    const wrong = wxml.flatMap(({ file, tags }) =>
      tags.flatMap(({ name, attributes }) => {
        if (!attributes.has('bind:tap')) return [];
        const needed = name.startsWith('t-') ? ['data-testid'] : wanted;
        return needed
          .filter((attribute) => !attributes.has(attribute))
          .map((attribute) => `${short(file)} <${name}> ${attribute}`);
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('hides decoration from screen readers', () => {
    const icons = wxml.flatMap(({ source, file }) =>
      [...source.matchAll(/<t-icon /g)]
        .filter(({ index }) => {
          const before = source.slice(0, index);
          const opener = before.slice(before.lastIndexOf('<view'));
          return !/aria-hidden="true"|aria-role="button"/.test(opener);
        })
        .map(() => short(file)),
    );
    expect(icons).toEqual([]);
  });

  it('announces the state of a payment', () => {
    const head = wxml.find(({ file }) => file.endsWith('result-head.wxml'));
    const state = head?.tags.find(
      ({ attributes }) => attributes.get('data-testid') === 'result-state',
    );
    expect(state?.attributes.get('aria-live')).toBe('assertive');
  });

  it('calls only handlers that its script has', () => {
    const lost = wxml.flatMap(({ file, tags }) => {
      const script = readFileSync(file.replace(/\.wxml$/, '.ts'), 'utf8');
      return tags.flatMap(({ attributes }) =>
        [...attributes]
          .filter(([name]) => /^(bind|catch):/.test(name))
          .filter(([, handler]) => !new RegExp(`^  +(async )?${handler}\\(`, 'm').test(script))
          .map(([, handler]) => `${short(file)}: ${handler}`),
      );
    });
    expect(lost).toEqual([]);
  });

  it('uses only components that are declared, and declares only those used', () => {
    const wrong = wxml.flatMap(({ file, tags }) => {
      const config = JSON.parse(readFileSync(file.replace(/\.wxml$/, '.json'), 'utf8')) as {
        usingComponents?: Record<string, string>;
      };
      const declared = new Set(Object.keys(config.usingComponents ?? {}));
      const used = new Set(tags.map(({ name }) => name));
      const builtin = /^(view|text|block|slot|input|picker|scroll-view)$/;
      return [
        ...[...used].filter((tag) => !builtin.test(tag) && !declared.has(tag)),
        ...[...declared].filter((tag) => !used.has(tag)),
      ].map((tag) => `${short(file)}: ${tag}`);
    });
    expect(wrong).toEqual([]);
  });
});

describe('the texts', () => {
  const chinese = textsOf('zh_CN');

  it('exist wherever the markup names one', () => {
    const missing = wxml.flatMap(({ file, source }) => {
      const page = /pages\/[\w-]+\/([\w-]+)\.wxml$/.exec(file)?.[1];
      if (page === undefined) return [];
      const part = page.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
      const known = new Set(leaves(chinese).map(([path]) => path));
      return expressions(source)
        .flatMap((inner) => [...inner.matchAll(/(?<![\w.'])(t|common|refund)\.(\w+)/g)])
        .map(([, root, key]) => `.${root === 't' ? part : (root ?? '')}.${key ?? ''}`)
        .filter((path) => !known.has(path))
        .map((path) => `${short(file)}: ${path}`);
    });
    expect(missing).toEqual([]);
  });

  it('hold the same {names} in both languages, and no empty text', () => {
    const names = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
    const english = new Map(leaves(textsOf('en')));
    const differing = leaves(chinese).filter(
      ([path, text]) => text === '' || names(text).join() !== names(english.get(path) ?? '').join(),
    );
    expect(differing).toEqual([]);
  });

  it('show no code, and never the letters of an error', () => {
    // a language is called by its own name
    const coded = leaves(chinese).filter(
      ([path, text]) =>
        path !== '.settings.english' && /[a-z]{3,}|\b\d{3,}\b/.test(text.replace(/\{\w+\}/g, '')),
    );
    expect(coded).toEqual([]);
  });
});

describe('the styles', () => {
  const sheets = filesOf('.wxss').map((file) => [short(file), readFileSync(file, 'utf8')] as const);

  it('let every size of text follow the patient’s own', () => {
    const fixed = sheets.flatMap(([file, source]) =>
      [...source.matchAll(/font-size:\s*([^;]+);/g)]
        .filter(([, value = '']) => !/var\(--(f-|scale)|em$/.test(value))
        .map(([rule]) => `${file}: ${rule}`),
    );
    expect(fixed).toEqual([]);
  });

  it('take colours from the tokens, so that the dark theme reaches everything', () => {
    const own = sheets
      .filter(([file]) => !file.includes('tokens'))
      .flatMap(([file, source]) =>
        [...source.matchAll(/#[0-9a-f]{3,8}\b|rgba?\((?!255, 255, 255, 0\.16)/gi)].map(
          ([colour]) => `${file}: ${colour}`,
        ),
      );
    expect(own).toEqual([]);
  });
});

describe('the package', () => {
  it('lists pages that exist, in the framework that was chosen', () => {
    for (const page of app.pages) {
      for (const ending of ['.ts', '.json', '.wxml']) {
        expect(existsSync(join(HOME, page + ending))).toBe(true);
      }
    }
    expect(app).toMatchObject({
      componentFramework: 'glass-easel',
      lazyCodeLoading: 'requiredComponents',
      darkmode: true,
      requiredPrivateInfos: ['getFuzzyLocation'],
    });
  });

  it('stays below 700 KB with the parts of TDesign that it uses', () => {
    const parts = new Set<string>();
    const take = (config: string): void => {
      const { usingComponents = {} } = JSON.parse(readFileSync(config, 'utf8')) as {
        usingComponents?: Record<string, string>;
      };
      for (const path of Object.values(usingComponents)) {
        const file = path.startsWith('tdesign-miniprogram/')
          ? join(TDESIGN, path.slice('tdesign-miniprogram/'.length))
          : join(dirname(config), path);
        if (!file.startsWith(TDESIGN) || parts.has(dirname(file))) continue;
        parts.add(dirname(file));
        take(`${file}.json`);
      }
    };
    for (const config of filesOf('.json')) take(config);
    const folders = [...parts, join(TDESIGN, 'common'), join(TDESIGN, 'mixins')];
    const files = folders
      .flatMap((folder) =>
        ['.js', '.wxml', '.wxss', '.wxs', '.json'].flatMap((end) => filesOf(end, folder)),
      )
      .concat(['.ts', '.js', '.wxml', '.wxss', '.json'].flatMap((end) => filesOf(end)));
    const bytes = [...new Set(files)].filter(isPacked).reduce((sum, file) => sum + packed(file), 0);
    expect(parts.size).toBeGreaterThan(4);
    expect(parts.size).toBeLessThanOrEqual(17);
    expect(bytes).toBeLessThan(700 * 1024);
  });
});
