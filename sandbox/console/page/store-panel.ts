/** What is kept: a backup of everything, one collection as a file. */

import { get } from './api';
import { el, redraw, section } from './dom';
import { Live, type Panel } from './panel';
import { listIn, numberIn, textIn, type Fields } from './read';
import { levers } from './toast';

function download(text: string, path: string, label: string, testid: string): HTMLElement {
  const attrs = { href: `/sandbox/api${path}`, download: '', 'aria-label': label };
  return el('a', { class: 'button plain', testid, key: path, attrs }, text);
}

const HEADS = [
  ['集合', ''],
  ['文档', 'number'],
  ['导出', ''],
] as const;

function line(found: Fields): HTMLElement {
  const name = textIn(found, 'name');
  const files = (['json', 'csv'] as const).map((format) =>
    download(
      format.toUpperCase(),
      `/cloud/export?collection=${encodeURIComponent(name)}&format=${format}`,
      `导出 ${name}，${format.toUpperCase()}`,
      `export-${name}-${format}`,
    ),
  );
  return el(
    'tr',
    {},
    el('th', { attrs: { scope: 'row' } }, el('code', {}, name)),
    el('td', { class: 'number' }, String(numberIn(found, 'documents') ?? 0)),
    el('td', {}, levers(...files)),
  );
}

function table(collections: readonly Fields[]): HTMLElement {
  const heads = HEADS.map(([text, name]) =>
    el('th', { class: name, attrs: { scope: 'col' } }, text),
  );
  return el(
    'table',
    {},
    el('thead', {}, el('tr', {}, ...heads)),
    el('tbody', {}, ...collections.map(line)),
  );
}

function backup(): HTMLElement {
  const command = 'npm run sandbox -- --data 新目录 --restore 备份文件';
  return section(
    '备份',
    el('p', {}, '所有各方此刻的数据、本沙箱的密钥和时钟，一个文件。'),
    levers(download('下载备份', '/backup', '下载备份', 'backup')),
    el('p', { class: 'hint' }, '恢复到一个空目录：'),
    el('pre', { attrs: { tabindex: '0', 'aria-label': '恢复命令' } }, command),
    el(
      'p',
      { class: 'warn' },
      '备份和导出是原始数据，没有遮盖，含本沙箱的密钥与令牌。不要放进代码库。',
    ),
  );
}

export function storePanel(): Panel {
  const live = new Live(
    'collections',
    async () => listIn(await get('/cloud/collections'), 'collections'),
    (collections) => [table(collections)],
  );
  return {
    name: 'store',
    title: '数据',
    draw: (place) => redraw(place, backup(), section('云数据库', live.element)),
    refresh: () => live.refresh(),
  };
}
