/**
 * text, image and progress.
 */

import { h } from '../runtime/dom';
import type { Builtin, Setup } from './builtin';

export const text: Setup = (self) => ({
  update: () => {
    const selectable = self.flag('userSelect') || self.flag('selectable');
    self.host.style.userSelect = selectable ? 'text' : '';
  },
});

const FITS: Readonly<Record<string, string>> = {
  scaleToFill: 'fill',
  aspectFit: 'contain',
  aspectFill: 'cover',
  widthFix: 'fill',
  heightFix: 'fill',
};

export const image: Setup = (self, client) => {
  const picture = h('img', { attributes: { alt: '', draggable: 'false' } });
  self.host.append(picture);
  picture.addEventListener('load', () => {
    self.emit('load', { width: picture.naturalWidth, height: picture.naturalHeight });
  });
  picture.addEventListener('error', () => {
    self.emit('error', { errMsg: `GET ${self.text('src')} failed` });
  });
  let shown = '';
  return {
    update: () => {
      const mode = self.text('mode');
      self.host.setAttribute('mode', mode);
      picture.style.objectFit = FITS[mode] ?? 'none';
      picture.style.objectPosition = FITS[mode] === undefined ? mode : '';
      picture.alt = typeof self.value('ariaLabel') === 'string' ? self.text('ariaLabel') : '';
      const source = self.text('src');
      if (source === shown) return;
      shown = source;
      const address = addressOf(self, source);
      if (address === undefined) {
        client.report(new Error(`<image>: ${source} would be loaded from outside of the preview`));
        self.emit('error', { errMsg: `GET ${source} is not simulated` });
      } else if (address === '') picture.removeAttribute('src');
      else picture.src = address;
    },
  };
};

/** A picture's address: local files lie under assets/, other servers are never asked. */
function addressOf(self: Builtin, source: string): string | undefined {
  if (source === '' || source.startsWith('data:') || source.startsWith('blob:')) return source;
  if (/^[a-z]+:|^\/\//i.test(source)) {
    const url = new URL(source, location.href);
    return url.origin === location.origin ? url.href : undefined;
  }
  const owner = self.node.ownerShadowRoot?.getHostNode().is ?? '';
  const folder = source.startsWith('/') ? '' : owner.slice(0, owner.lastIndexOf('/') + 1);
  return new URL(`${folder}${source.replace(/^\//, '')}`, new URL('/phone/assets/', location.href))
    .href;
}

export const progress: Setup = (self) => {
  const filled = h('i');
  const info = h('span');
  self.host.append(h('div', {}, filled), info);
  return {
    update: () => {
      const percent = Math.min(100, Math.max(0, self.number('percent') || 0));
      filled.style.width = `${percent}%`;
      filled.style.background = self.text('activeColor');
      const bar = filled.parentElement;
      if (bar !== null) {
        bar.style.background = self.text('backgroundColor');
        bar.style.height = `${self.number('strokeWidth')}px`;
      }
      info.textContent = self.flag('showInfo') ? `${percent}%` : '';
      self.host.setAttribute('role', 'progressbar');
      self.host.setAttribute('aria-valuenow', String(percent));
    },
  };
};
