/** The one clock: what it shows, where it can be set, and standing still. */

import { get, post } from './api';
import { button, el, field, input, redraw, section } from './dom';
import { Live, type Panel } from './panel';
import { numberIn, textsIn, trueIn } from './read';
import { lever, levers, pull, say } from './toast';
import { moment } from './words';

const MINUTE = 60_000;
const STEPS = [
  ['+1 分钟', MINUTE],
  ['+5 分钟', 5 * MINUTE],
  ['+15 分钟', 15 * MINUTE],
  ['+1 小时', 60 * MINUTE],
  ['+1 天', 1440 * MINUTE],
] as const;
const MOMENTS = [
  ['次日零点', 'midnight'],
  ['9:00', '09:00'],
  ['23:20（医保截止前）', '23:20'],
  ['23:31（医保截止后）', '23:31'],
] as const;
/** Names that the sandbox may know beside them; those of one order stand at the order. */
const KNOWN: Readonly<Record<string, string>> = { 'token-expiry': '令牌过期' };

function ahead(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / MINUTE);
  if (minutes === 0) return '与真实时间一致';
  const parts = [
    [Math.floor(minutes / 1440), '天'],
    [Math.floor((minutes % 1440) / 60), '小时'],
    [minutes % 60, '分钟'],
  ] as const;
  const words = parts.flatMap(([count, unit]) => (count > 0 ? [`${String(count)} ${unit}`] : []));
  return `比真实时间${offsetMs > 0 ? '快' : '慢'} ${words.join(' ')}`;
}

/** A lever of the clock. */
type Move = (text: string, body: object, testid: string) => HTMLElement;

function face(clock: unknown, move: Move): HTMLElement {
  const frozen = trueIn(clock, 'frozen');
  const note = `${ahead(numberIn(clock, 'offsetMs') ?? 0)}${frozen ? ' · 时钟已冻结' : ''}`;
  return section(
    '上海时间',
    el(
      'p',
      { class: 'clock-face', testid: 'clock-face', attrs: { 'data-frozen': String(frozen) } },
      moment(numberIn(clock, 'now') ?? 0),
    ),
    el('p', { class: 'hint' }, note),
    levers(move(frozen ? '继续走' : '冻结', { frozen: !frozen }, 'clock-freeze')),
  );
}

function moves(clock: unknown, move: Move): readonly HTMLElement[] {
  const known = textsIn(clock, 'moments').flatMap((name) => {
    const text = KNOWN[name];
    return text === undefined ? [] : [[text, name] as const];
  });
  return [
    section(
      '前进',
      levers(
        ...STEPS.map(([text, ms]) => move(text, { advanceMs: ms }, `clock-step-${String(ms)}`)),
      ),
    ),
    section(
      '跳到',
      levers(...[...MOMENTS, ...known].map(([text, to]) => move(text, { to }, `clock-to-${to}`))),
    ),
  ];
}

function exactly(after: () => void): HTMLElement {
  const exact = input({ testid: 'clock-exact', type: 'datetime-local' });
  exact.step = '1';
  const set = (): void => {
    if (exact.value === '') {
      say('请先选择时间', 'bad');
      exact.focus();
      return;
    }
    const time = exact.value.length === 16 ? `${exact.value}:00` : exact.value;
    pull(
      `时钟设为 ${time.replace('T', ' ')}`,
      () => post('/clock', { setTo: `${time}+08:00` }),
      after,
    );
  };
  return section(
    '设为',
    el(
      'div',
      { class: 'toolbar' },
      field('上海时间', exact),
      button('设置', set, { testid: 'clock-set' }),
    ),
    el(
      'p',
      { class: 'hint' },
      '有过订单之后只能向前走；定时任务、通知和令牌随之到期。要从头再来，用 --fresh 重启。',
    ),
  );
}

export function clockPanel(): Panel {
  const after = (): void => void live.refresh();
  const move: Move = (text, body, testid) =>
    lever({
      text,
      said: `时钟：${text}`,
      act: () => post('/clock', body),
      after,
      testid,
      key: testid,
    });
  const live = new Live(
    'clock',
    () => get('/clock'),
    (clock) => [face(clock, move), ...moves(clock, move)],
  );
  return {
    name: 'clock',
    title: '时钟',
    draw: (place) => redraw(place, live.element, exactly(after)),
    refresh: () => live.refresh(),
  };
}
