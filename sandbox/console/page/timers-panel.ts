/** The functions with a timer: when they fire by themselves, and firing them now. */

import { get, post } from './api';
import { el, nothing, redraw, section } from './dom';
import { Live, type Panel } from './panel';
import { listIn, part, textIn, type Fields } from './read';
import { lever, levers } from './toast';

const WORDS: Readonly<Record<string, string>> = {
  clockwork: '看护订单：询问、关单、入账、退款',
};

/** What the last run returned, kept while the page is open. */
const results = new Map<string, string>();

function timer(found: Fields, after: () => void): HTMLElement {
  const name = textIn(found, 'name');
  const fire = async () => {
    const answer = await post('/cloud/tick', { name });
    results.set(name, JSON.stringify(part(answer, 'result'), null, 2));
  };
  const result = results.get(name);
  return section(
    name,
    el('p', { class: 'hint' }, WORDS[name] ?? '定时触发的云函数'),
    el('p', {}, '计划 ', el('code', {}, textIn(part(found, 'trigger'), 'cron'))),
    levers(
      lever({
        ...{ text: '立即执行', said: `${name} 已执行`, act: fire, after },
        ...{ tone: 'main', key: `tick-${name}`, testid: `tick-${name}` },
      }),
    ),
    result !== undefined &&
      el(
        'pre',
        { testid: `tick-result-${name}`, attrs: { tabindex: '0', 'aria-label': '返回' } },
        result,
      ),
  );
}

export function timersPanel(): Panel {
  const live = new Live(
    'timers',
    async () => ({
      functions: listIn(await get('/cloud/functions'), 'functions'),
      results: [...results],
    }),
    ({ functions }) => {
      const timers = functions.filter((one) => textIn(part(one, 'trigger'), 'type') === 'timer');
      if (timers.length === 0)
        return [nothing('没有定时函数', 'deploy.json 里没有 timer 触发器。')];
      return timers.map((one) => timer(one, () => void live.refresh()));
    },
  );
  return {
    name: 'timers',
    title: '定时',
    draw: (place) => redraw(place, live.element),
    refresh: () => live.refresh(),
  };
}
