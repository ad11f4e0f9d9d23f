/** What the page /one-code shows: whom to choose from, the code on a phone, the drawer of the sandbox. */

import { amount, button, el, row } from '../../cashier/page/dom';
import type { Person, ShownCode, Typing } from './api';

export interface Asked {
  readonly openid: string;
  /** Whose code; the person's own unless told otherwise. */
  readonly patientId: string;
}

const LIVES_S = 60;
const STATES: Readonly<Record<string, string>> = {
  signed: '已签约，可付自费部分',
  unsigned: '未签约',
  suspended: '已签约，暂不可用',
};
const PAYS: Readonly<Record<string, string>> = {
  'at-once': '直接付款',
  password: '需要输入密码',
  insufficient: '余额不足',
  lost: '已付款，应答丢失',
};
const ENDS: Readonly<Record<string, string>> = {
  paid: '支付成功',
  cancelled: '已取消，没有扣款',
  insufficient: '余额不足，没有扣款',
};

const bare = (label: string): string => label.replace(/（.*$/, '');

/** The patient's name as a person of the sandbox, or else the hospital's number. */
export function nameOf(known: readonly Person[], patientId: string): string {
  const found = known.find((one) => one.patientId === patientId);
  return found === undefined ? patientId : bare(found.label);
}

const linkTo = (openid: string, patientId?: string): string => {
  const whose = patientId === undefined ? {} : { patientId };
  return `/one-code?${new URLSearchParams({ openid, ...whose }).toString()}`;
};

function link(text: string, href: string, testid: string): HTMLElement {
  const anchor = el('a', { class: 'choice', testid }, text);
  anchor.href = href;
  return anchor;
}

/** Nobody was named: everybody who has a code. */
export function choosing(known: readonly Person[]): HTMLElement {
  return el(
    'section',
    { class: 'people', testid: 'one-code-people' },
    el('h1', {}, '谁的手机？'),
    ...known.map(({ openid, label }) => link(label, linkTo(openid), `one-code-of-${openid}`)),
  );
}

/** The ends that nobody wishes for, and the codes of relatives. */
export function drawer(
  person: Person,
  known: readonly Person[],
  whose: string,
  pull: {
    readonly pays: (pays: string) => void;
    readonly status: (status: string) => void;
  },
): HTMLElement {
  const lever = (kind: 'pays' | 'status', table: Readonly<Record<string, string>>) =>
    Object.entries(table).map(([value, text]) =>
      button(text, `one-code-${kind}-${value}`, '', () => pull[kind](value)),
    );
  const others = person.shows.filter((patientId) => patientId !== whose);
  return el(
    'details',
    { class: 'levers' },
    el('summary', { testid: 'one-code-levers' }, '沙箱：签约、付款方式、亲属的码'),
    el('div', {}, ...lever('pays', PAYS)),
    el('div', {}, ...lever('status', STATES)),
    el(
      'div',
      {},
      ...others.map((patientId) =>
        link(
          `${nameOf(known, patientId)}的医保码`,
          linkTo(person.openid, patientId),
          `one-code-for-${patientId}`,
        ),
      ),
    ),
  );
}

export interface Shown {
  readonly person: Person;
  readonly code: ShownCode;
  readonly time: number;
  readonly name: string;
  readonly byRelative: boolean;
  readonly waiting: Typing | undefined;
}

export interface Acts {
  readonly type: (outTradeNo: string, how: 'confirm' | 'cancel') => void;
  readonly copy: () => void;
}

/** The phone itself; what did not change is left as it is, so that nothing jumps under a finger. */
export class PhoneScreen {
  readonly element: HTMLElement;
  readonly #acts: Acts;
  readonly #head = el('h1', { testid: 'one-code-name' });
  readonly #digits = el('p', { class: 'digits', testid: 'one-code-digits' });
  readonly #left = el('p', { class: 'left', testid: 'one-code-left' });
  readonly #bar = el('progress', { aria: { label: '剩余时间' } });
  readonly #facts = el('dl', { class: 'card' });
  readonly #sheet = el('section', { class: 'card typing', testid: 'one-code-typing' });
  readonly #ended = el('p', { class: 'ended', role: 'status', testid: 'one-code-ended' });
  readonly #alert = el('p', { class: 'alert', role: 'alert', testid: 'one-code-error' });
  readonly #offline = el('p', { class: 'alert', role: 'alert', testid: 'one-code-offline' });
  #drawn = '';
  #asked = '';

  constructor(acts: Acts) {
    this.#acts = acts;
    this.#bar.max = LIVES_S;
    this.#sheet.hidden = true;
    this.element = el(
      'div',
      { class: 'phone' },
      this.#offline,
      el('header', { class: 'head' }, this.#head, el('p', {}, '请向收费窗口出示，一码完成结算')),
      this.#sheet,
      this.#ended,
      this.#alert,
      el(
        'section',
        { class: 'card code' },
        this.#digits,
        this.#bar,
        this.#left,
        button('复制', 'one-code-copy', 'quiet', acts.copy),
      ),
      this.#facts,
    );
  }

  show(shown: Shown): void {
    const { person, code, time, waiting } = shown;
    const seconds = Math.max(0, Math.ceil((code.expiresAt - time) / 1000));
    this.#bar.value = seconds;
    this.#left.textContent = `${String(seconds)} 秒后更新`;
    this.#ask(waiting);
    const drawn = JSON.stringify([person, code, shown.name]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#head.textContent = `${shown.name}的医保码`;
    this.#digits.dataset['code'] = code.code;
    // read aloud digit by digit; copied without gaps
    this.#digits.setAttribute('aria-label', code.code.split('').join(' '));
    this.#digits.replaceChildren(
      ...(code.code.match(/\d{1,4}/g) ?? []).map((four) => el('span', {}, four)),
    );
    this.#facts.replaceChildren(...factsOf(shown));
  }

  complain(words: string): void {
    this.#alert.textContent = words;
  }

  offline(words: string): void {
    this.#offline.textContent = words;
  }

  /** How a charge that waited for the password ended. */
  ended(outcome: string): void {
    this.#ended.textContent = ENDS[outcome] ?? outcome;
    this.#ended.dataset['outcome'] = outcome;
  }

  #ask(waiting: Typing | undefined): void {
    const asked = waiting?.outTradeNo ?? '';
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#sheet.hidden = waiting === undefined;
    if (waiting === undefined) {
      this.#sheet.replaceChildren();
      return;
    }
    this.#ended.textContent = '';
    const { outTradeNo, total, description } = waiting;
    this.#sheet.replaceChildren(
      el('h2', {}, '请确认付款'),
      el('p', { testid: 'one-code-what' }, description),
      amount(total, 'one-code-total'),
      el(
        'div',
        { class: 'pair' },
        button('取消', 'one-code-cancel', 'quiet', () => this.#acts.type(outTradeNo, 'cancel')),
        button('确认支付', 'one-code-confirm', 'primary', () =>
          this.#acts.type(outTradeNo, 'confirm'),
        ),
      ),
    );
  }
}

function factsOf({ person, name, byRelative }: Shown): readonly HTMLElement[] {
  const { status, reason, pays, label } = person;
  return [
    row('参保人', name, 'one-code-patient', 'main'),
    ...(byRelative ? [row('展码人', `${bare(label)}（主账户付款）`, 'one-code-shower')] : []),
    row('一码付', STATES[status] ?? status, 'one-code-status'),
    ...(reason === '' ? [] : [row('原因', reason, 'one-code-reason')]),
    row('这部手机', PAYS[pays] ?? pays, 'one-code-pays'),
  ];
}
