/** Subscribe messages that reached somebody: what they say and when, never to whom. */

import { get } from './api';
import { el, nothing, redraw } from './dom';
import { Live, type Panel } from './panel';
import { listIn, numberIn, textIn, textsIn, type Fields } from './read';
import { shortMoment } from './words';

const SHOWN = 100;

function message(found: Fields): HTMLElement {
  return el(
    'article',
    { class: 'row', testid: 'message' },
    el(
      'div',
      { class: 'row-head' },
      el('b', {}, textIn(found, 'title')),
      el('span', { class: 'hint' }, shortMoment(numberIn(found, 'at') ?? 0)),
    ),
    ...textsIn(found, 'words').map((words) => el('p', {}, words)),
    el('p', { class: 'hint' }, `打开 ${textIn(found, 'page').split('?')[0] ?? ''}`),
  );
}

export function inboxPanel(): Panel {
  const live = new Live(
    'messages',
    async () =>
      listIn(await get('/inbox'), 'messages')
        .slice(-SHOWN)
        .reverse(),
    (messages) => [
      messages.length === 0
        ? nothing('还没有消息', '有人同意接收、且事情发生之后，订阅消息会出现在这里。')
        : el('div', { class: 'rows grid' }, ...messages.map(message)),
    ],
  );
  return {
    name: 'inbox',
    title: '消息',
    draw: (place) => redraw(place, live.element),
    refresh: () => live.refresh(),
  };
}
