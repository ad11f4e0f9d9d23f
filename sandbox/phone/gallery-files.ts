/**
 * The files of `/gallery` and `/gallery/*`: the page around the components and the built components themselves.
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorPage, escapeHtml } from './build/error-page';
import { buildGallery, type Gallery } from './build/gallery';

/** Contents by path below `/gallery/`; `index.html` is the page itself. */
export async function galleryFiles(projectRoot: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const gallery = await buildGallery(projectRoot);
  const { files, diagnostics } = gallery.build;
  if (files.size === 0) return new Map([['index.html', Buffer.from(errorPage(diagnostics))]]);
  const shell = join(import.meta.dirname, 'shell');
  const app = await readFile(join(shell, 'gallery-app.html'));
  const index = await readFile(join(shell, 'gallery.html'), 'utf8');
  return new Map([
    ...files,
    ['app.html', app],
    ['index.html', Buffer.from(filled(index, gallery))],
  ]);
}

function filled(index: string, { components }: Gallery): string {
  const options = components.map(({ path, examples }) => {
    const value = escapeHtml(path);
    return `<option value="${value}">${value.split('/').at(-1) ?? value} · ${String(examples.length)}</option>`;
  });
  const complaints = components.flatMap(({ path, complaint }) =>
    complaint === undefined ? [] : [escapeHtml(`${path}: ${complaint}`)],
  );
  return index
    .replace('<!-- components -->', () => options.join(''))
    .replace('<!-- complaints -->', () => complaints.join('<br />'));
}
