/**
 * TDesign's icon component loads its font from a CDN. The preview takes the glyphs from the npm package
 * tdesign-icons-web-components instead; code points differ between the two, so icons are matched by name.
 */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Root } from 'postcss';

export interface IconFont {
  /** The font file's bytes. */
  readonly bytes: Uint8Array;
  /** Icon name → CSS content string, as `"\\e001"`. */
  readonly glyphs: ReadonlyMap<string, string>;
}

export const ICON_FONT_FILE = 'icons.woff';
const ICON = /^\.t-icon-([\w-]+):{1,2}before$/;

export function readIconFont(): IconFont {
  const require = createRequire(join(import.meta.dirname, 'icon-font.ts'));
  const home = dirname(require.resolve('tdesign-icons-web-components/package.json'));
  const folder = join(home, 'esm', 'iconfont');
  const listing = readFileSync(join(folder, 'index.js'), 'utf8');
  const glyphs = new Map<string, string>();
  for (const glyph of listing.matchAll(/name: "([\w-]+)",\s*codepoint: "\\(\\[0-9a-fA-F]+)"/g)) {
    const [, name, point] = glyph;
    if (name !== undefined && point !== undefined) glyphs.set(name, `"${point}"`);
  }
  if (glyphs.size === 0) throw new Error('tdesign-icons-web-components lists no glyphs');
  return { bytes: readFileSync(join(folder, 't.woff')), glyphs };
}

/**
 * Points the icon component's rules at the local font. Icons that the font lacks lose their rule.
 * Returns the names of those.
 */
export function patchIconRules(root: Root, font: IconFont): string[] {
  const missing: string[] = [];
  root.walkAtRules('font-face', (face) => {
    face.walkDecls('src', (source) => {
      source.value = `url(/phone/${ICON_FONT_FILE}) format('woff')`;
      source.parent?.each((other) => {
        if (other !== source && other.type === 'decl' && other.prop === 'src') other.remove();
      });
    });
  });
  root.walkRules((rule) => {
    const name = ICON.exec(rule.selector)?.[1];
    if (name === undefined) return;
    const glyph = font.glyphs.get(name);
    if (glyph === undefined) {
      missing.push(name);
      rule.remove();
      return;
    }
    rule.walkDecls('content', (content) => {
      content.value = glyph;
    });
  });
  return missing;
}
