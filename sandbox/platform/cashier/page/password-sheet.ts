/**
 * The password pad: six dots, twelve keys, a real keyboard works as well. It only collects; whether
 * the password is right is the platform's to say.
 */

import type { View } from './api';
import { amount, button, el } from './dom';

const LENGTH = 6;

export interface PasswordSheet {
  readonly element: HTMLDialogElement;
  open(): void;
  close(): void;
  /** Empties the dots and says why the payment did not go through. */
  complain(text: string): void;
}

/** `submit` is called with six digits; the pad waits, disabled, until it settles. */
export function passwordSheet(
  view: View,
  submit: (password: string) => Promise<void>,
): PasswordSheet {
  let typed = '';
  let busy = false;
  const dots = el('div', { class: 'dots', role: 'img', testid: 'cashier-dots' });
  const alert = el('p', { role: 'alert', testid: 'cashier-password-error' });
  const show = () => {
    dots.setAttribute('aria-label', `已输入 ${typed.length} 位`);
    dots.replaceChildren(
      ...Array.from({ length: LENGTH }, (_, i) =>
        el('span', { class: i < typed.length ? 'full' : '' }),
      ),
    );
  };
  const press = (key: string) => {
    if (busy) return;
    if (key === 'delete') typed = typed.slice(0, -1);
    else if (typed.length < LENGTH) typed += key;
    alert.textContent = '';
    show();
    if (typed.length < LENGTH) return;
    busy = true;
    void submit(typed).finally(() => {
      busy = false;
    });
  };
  const dialog = sheetElement(view, [dots, alert], press);
  show();
  return {
    element: dialog,
    open() {
      typed = '';
      alert.textContent = '';
      show();
      dialog.showModal();
    },
    close: () => dialog.close(),
    complain(text) {
      typed = '';
      show();
      alert.textContent = text;
    },
  };
}

function sheetElement(
  view: View,
  middle: readonly HTMLElement[],
  press: (key: string) => void,
): HTMLDialogElement {
  const byCash = view.cashFee > 0;
  const dialog = el('dialog', { testid: 'cashier-password', aria: { label: '请输入支付密码' } });
  const close = button('×', 'cashier-pad-close', '', () => dialog.close());
  close.setAttribute('aria-label', '关闭');
  dialog.append(
    el(
      'div',
      { class: 'sheet' },
      el('header', {}, close, el('h2', {}, '请输入支付密码')),
      el('p', {}, byCash ? '自费支付' : '医保支付'),
      amount(byCash ? view.cashFee : view.insuranceFee, 'cashier-pad-amount'),
      el(
        'p',
        { class: 'test' },
        '沙箱测试密码 ',
        el('b', { testid: 'cashier-hint' }, view.testPassword),
      ),
      ...middle,
    ),
    pad(press),
  );
  dialog.addEventListener('keydown', (event) => {
    if (/^\d$/.test(event.key)) press(event.key);
    else if (event.key === 'Backspace') press('delete');
  });
  return dialog;
}

function pad(press: (key: string) => void): HTMLElement {
  const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => key(digit, press));
  const blank = el('span', { class: 'blank', aria: { hidden: 'true' } });
  const erase = button('⌫', 'cashier-key-delete', '', () => press('delete'));
  erase.setAttribute('aria-label', '删除');
  return el('div', { class: 'pad' }, ...keys, blank, key('0', press), erase);
}

function key(digit: string, press: (key: string) => void): HTMLButtonElement {
  return button(digit, `cashier-key-${digit}`, '', () => press(digit));
}
