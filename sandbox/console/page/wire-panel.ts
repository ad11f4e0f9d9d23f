/** Messages on the wires, newest first, as they come; masked by whoever recorded them. */

import { get, onConnection } from './api';
import { badge, button, choice, el, field, input, nothing, redraw, setChoices } from './dom';
import type { Panel } from './panel';
import { fieldsOf, listIn, numberIn, textIn, type Fields } from './read';
import { timeOfDay } from './words';

const KEPT = 400;
const SHOWN = 150;

function entry(found: Fields, open: Set<number>): HTMLElement {
  const seq = numberIn(found, 'seq') ?? 0;
  const fields = Object.entries(fieldsOf(found['fields']));
  const inward = textIn(found, 'direction') === 'in';
  const details = el(
    'details',
    { class: 'wire', testid: 'wire-entry', attrs: { 'data-call': textIn(found, 'call') } },
    el(
      'summary',
      { key: `wire-${String(seq)}` },
      el('time', {}, timeOfDay(numberIn(found, 'at') ?? 0)),
      badge(inward ? '→ 收' : '← 发', inward ? 'calm' : 'good'),
      el('code', {}, textIn(found, 'call')),
      el('span', { class: 'summary-text' }, textIn(found, 'summary')),
    ),
    fields.length === 0
      ? el('p', { class: 'hint' }, '没有记录字段')
      : el(
          'dl',
          { class: 'facts' },
          ...fields.map(([name, value]) =>
            el('div', {}, el('dt', {}, name), el('dd', {}, String(value))),
          ),
        ),
  );
  details.open = open.has(seq);
  details.addEventListener('toggle', () => {
    if (details.open) open.add(seq);
    else open.delete(seq);
  });
  return details;
}

/** What the filters let through, newest first. */
function wanted(entries: readonly Fields[], call: string, word: string): readonly Fields[] {
  const found = entries.filter(
    (one) =>
      (call === '' || textIn(one, 'call') === call) &&
      (word === '' || JSON.stringify(one).toLowerCase().includes(word)),
  );
  return found.slice(-SHOWN).reverse();
}

class WireList {
  readonly calls = choice('wire-call', [['', '全部调用']]);
  readonly words = input({
    ...{ testid: 'wire-words', type: 'search', placeholder: '订单号、错误码…' },
  });
  readonly place = el('div', { class: 'wires', testid: 'wire-list' });
  readonly #open = new Set<number>();
  #entries: readonly Fields[] = [];
  #since = 0;
  #loaded = false;

  constructor() {
    this.place.append(el('p', { class: 'loading' }, '正在加载…'));
    this.calls.addEventListener('change', () => this.show());
    this.words.addEventListener('input', () => this.show());
    onConnection((online) => {
      if (!online) this.#startOver();
    });
  }

  /** A sandbox that was started anew counts its messages from one again. */
  #startOver(): void {
    this.#since = 0;
    this.#entries = [];
    this.#open.clear();
  }

  show(): void {
    const shown = wanted(this.#entries, this.calls.value, this.words.value.trim().toLowerCase());
    const empty =
      this.#entries.length === 0
        ? nothing('还没有报文', '任何一方被调用时，报文会出现在这里。')
        : nothing('没有符合条件的报文', '换一个筛选条件试试。');
    redraw(
      this.place,
      ...(shown.length === 0 ? [empty] : shown.map((one) => entry(one, this.#open))),
    );
  }

  clear(): void {
    this.#entries = [];
    this.show();
  }

  async follow(): Promise<void> {
    const fresh = listIn(await get(`/wire?since=${String(this.#since)}`), 'entries');
    if (fresh.length === 0 && this.#loaded) return;
    this.#loaded = true;
    this.#since = numberIn(fresh.at(-1), 'seq') ?? this.#since;
    this.#entries = [...this.#entries, ...fresh].slice(-KEPT);
    const names = [...new Set(this.#entries.map((one) => textIn(one, 'call')))].sort();
    setChoices(this.calls, [['', '全部调用'], ...names.map((name) => [name, name] as const)]);
    this.show();
  }
}

export function wirePanel(): Panel {
  const list = new WireList();
  let paused = false;
  const pause = button(
    '暂停',
    () => {
      paused = !paused;
      pause.textContent = paused ? '继续' : '暂停';
    },
    { testid: 'wire-pause' },
  );
  const clear = button('清空显示', () => list.clear(), { testid: 'wire-clear' });
  return {
    name: 'wire',
    title: '报文',
    draw: (target) =>
      redraw(
        target,
        el(
          'div',
          { class: 'toolbar' },
          field('调用', list.calls),
          field('包含', list.words),
          pause,
          clear,
        ),
        el('p', { class: 'hint' }, '姓名、证件号、openid、令牌、签名、密钥一律只显示长度。'),
        list.place,
      ),
    refresh: () => (paused ? Promise.resolve() : list.follow()),
  };
}
