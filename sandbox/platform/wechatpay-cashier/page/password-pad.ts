/**
 * The password sheet: six dots, twelve keys, a real keyboard works as well. It collects; whether the
 * password is right is the platform's to say.
 */

import { amount, button, el } from '../../cashier/page/dom';

const LENGTH = 6;
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0', 'delete'] as const;

export interface PasswordPad {
  readonly element: HTMLDialogElement;
  open(): void;
  close(): void;
  /** Empties the dots and says why the payment did not go through. */
  complain(text: string): void;
}

/** `submit` is called with six digits; the pad takes no keys until it settles. */
export function passwordPad(
  asked: { readonly what: string; readonly fen: number; readonly testPassword: string },
  submit: (password: string) => Promise<void>,
): PasswordPad {
  let typed = '';
  let busy = false;
  const dots = el('div', { class: 'dots', role: 'img', testid: 'cashier-dots' });
  const alert = el('p', { role: 'alert', testid: 'cashier-password-error' });
  const say = (text: string, keep = ''): void => {
    typed = keep;
    alert.textContent = text;
    dots.setAttribute('aria-label', `已输入 ${typed.length} 位`);
    const full = (at: number): string => (at < typed.length ? 'full' : '');
    const cells = Array.from({ length: LENGTH }, (_, at) => el('span', { class: full(at) }));
    dots.replaceChildren(...cells);
  };
  const press = (key: string): void => {
    if (busy || (key !== 'delete' && typed.length === LENGTH)) return;
    say('', key === 'delete' ? typed.slice(0, -1) : typed + key);
    if (typed.length < LENGTH) return;
    busy = true;
    alert.textContent = '正在支付…';
    void submit(typed).finally(() => {
      busy = false;
    });
  };
  const element = dialog(asked, [dots, alert], press);
  return {
    element,
    open() {
      say('');
      element.showModal();
    },
    close: () => element.close(),
    complain: (text) => say(text),
  };
}

function dialog(
  { what, fen, testPassword }: Parameters<typeof passwordPad>[0],
  middle: readonly HTMLElement[],
  press: (key: string) => void,
): HTMLDialogElement {
  const made = el('dialog', { testid: 'cashier-password', aria: { label: '请输入支付密码' } });
  const close = button('×', 'cashier-pad-close', '', () => made.close());
  close.setAttribute('aria-label', '关闭');
  const hint = el('b', { testid: 'cashier-hint' }, testPassword);
  made.append(
    el(
      'div',
      { class: 'sheet' },
      el('header', {}, close, el('h2', {}, '请输入支付密码')),
      el('p', { class: 'what' }, what),
      amount(fen, 'cashier-pad-amount'),
      el('p', { class: 'test' }, '沙箱测试密码 ', hint),
      ...middle,
    ),
    el('div', { class: 'pad' }, ...KEYS.map((key) => padKey(key, press))),
  );
  made.addEventListener('keydown', (event) => {
    if (/^\d$/.test(event.key)) press(event.key);
    else if (event.key === 'Backspace') press('delete');
  });
  return made;
}

function padKey(key: (typeof KEYS)[number], press: (key: string) => void): HTMLElement {
  if (key === '') return el('span', { class: 'blank', aria: { hidden: 'true' } });
  const made = button(key === 'delete' ? '⌫' : key, `cashier-key-${key}`, '', () => press(key));
  if (key === 'delete') made.setAttribute('aria-label', '删除');
  return made;
}
