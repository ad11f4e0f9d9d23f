/** All pictures of the pages on one page of HTML, by page, with what looks wrong. */
import type { Picture } from './preview-pictures';

const STYLES = `
  body { margin: 24px; font: 14px/1.5 system-ui, 'Noto Sans CJK SC', sans-serif; background: #eef0f3; color: #1d2129; }
  section { margin-bottom: 40px; }
  .row { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; }
  figure { margin: 0; }
  img { display: block; width: 195px; border: 1px solid #cfd5dd; border-radius: 8px; background: #fff; }
  .wide img { width: 440px; }
  figcaption { max-width: 260px; font-size: 12px; overflow-wrap: anywhere; }
  .bad { color: #a8221a; }
`;

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${String(letter.codePointAt(0))};`);
}

function figure({ state, look, file, whole, flaws }: Picture): string {
  const more = whole === undefined ? '' : ` · <a href="${encodeURI(whole)}">whole</a>`;
  const bad = flaws.map((flaw) => `<br /><span class="bad">${escaped(flaw)}</span>`);
  return `<figure class="${look === 'wide' ? 'wide' : ''}"><a href="${encodeURI(file)}"><img src="${encodeURI(file)}" alt="${escaped(`${state} ${look}`)}" loading="lazy" /></a>
<figcaption>${escaped(state)} · ${escaped(look)}${more}${bad.join('')}</figcaption></figure>`;
}

export function contactSheet(pictures: readonly Picture[]): string {
  const names = [...new Set(pictures.map(({ name }) => name))];
  const flawed = pictures.filter(({ flaws }) => flaws.length > 0).length;
  const sections = names.map((name) => {
    const own = pictures.filter((one) => one.name === name);
    return `<section id="${escaped(name)}"><h2>${escaped(name)}</h2><div class="row">${own.map(figure).join('\n')}</div></section>`;
  });
  const links = names.map((name) => `<a href="#${escaped(name)}">${escaped(name)}</a>`);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8" /><title>Screenshots</title><style>${STYLES}</style></head>
<body>
<h1>${String(pictures.length)} pictures, ${String(flawed)} with flaws</h1>
<nav>${links.join(' · ')}</nav>
${sections.join('\n')}
</body>
</html>
`;
}
