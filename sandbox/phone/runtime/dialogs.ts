/**
 * What the client shows over a page: toast, loading, modal, action sheet, pickers. Every one has a test id.
 */

import { button, h } from './dom';

export interface ModalOptions {
  readonly title: string;
  readonly content: string;
  readonly showCancel: boolean;
  readonly confirmText: string;
  readonly cancelText: string;
  /** With a text field when given: its placeholder. */
  readonly placeholder?: string;
}

export interface ModalAnswer {
  readonly confirm: boolean;
  readonly content: string | undefined;
}

export interface ToastOptions {
  readonly title: string;
  readonly icon: 'success' | 'error' | 'none' | 'loading';
  /** How long it stays, ms; loading stays until it is hidden. */
  readonly duration: number;
  readonly mask: boolean;
}

export class Dialogs {
  readonly #place: HTMLElement;
  #toast: HTMLElement | undefined;
  #toastTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(place: HTMLElement) {
    this.#place = place;
  }

  toast(options: ToastOptions): void {
    this.hideToast();
    const box = h(
      'div',
      { class: `wx-toast-box wx-toast-${options.icon}` },
      ...(options.icon === 'none' ? [] : [h('i', { class: 'wx-toast-icon' })]),
      h('p', { text: options.title }),
    );
    const loading = options.icon === 'loading';
    this.#toast = h(
      'div',
      {
        class: options.mask ? 'wx-toast wx-toast-mask' : 'wx-toast',
        testid: loading ? 'wx-loading' : 'wx-toast',
        attributes: { role: 'status' },
      },
      box,
    );
    this.#place.append(this.#toast);
    if (loading) return;
    this.#toastTimer = setTimeout(() => this.hideToast(), options.duration);
  }

  hideToast(): void {
    clearTimeout(this.#toastTimer);
    this.#toast?.remove();
    this.#toast = undefined;
  }

  modal(options: ModalOptions): Promise<ModalAnswer> {
    return new Promise((resolve) => {
      const field = h('input', {
        class: 'wx-modal-input',
        attributes: { placeholder: options.placeholder ?? '' },
      });
      const editable = options.placeholder !== undefined;
      const close = (confirm: boolean): void => {
        mask.remove();
        resolve({ confirm, content: editable && confirm ? field.value : undefined });
      };
      const choices = [
        ...(options.showCancel
          ? [
              button({
                text: options.cancelText,
                testid: 'wx-modal-cancel',
                onClick: () => close(false),
              }),
            ]
          : []),
        button({
          class: 'wx-primary',
          text: options.confirmText,
          testid: 'wx-modal-confirm',
          onClick: () => close(true),
        }),
      ];
      const mask = this.#mask(
        'wx-modal',
        options.title,
        ...(options.title === '' ? [] : [h('h2', { text: options.title })]),
        ...(options.content === '' ? [] : [h('p', { text: options.content })]),
        ...(editable ? [field] : []),
        h('div', { class: 'wx-modal-choices' }, ...choices),
      );
    });
  }

  /** Resolves to the index chosen, or undefined for cancel. */
  actionSheet(title: string, items: readonly string[]): Promise<number | undefined> {
    return new Promise((resolve) => {
      const close = (index: number | undefined): void => {
        mask.remove();
        resolve(index);
      };
      const mask = this.#mask(
        'wx-sheet',
        title,
        ...(title === '' ? [] : [h('h2', { text: title })]),
        ...items.map((text, index) =>
          button({ text, testid: `wx-sheet-item-${index}`, onClick: () => close(index) }),
        ),
        button({
          class: 'wx-sheet-cancel',
          text: '取消',
          testid: 'wx-sheet-cancel',
          onClick: () => close(undefined),
        }),
      );
    });
  }

  /** A sheet with a native control; resolves to its value, or undefined for cancel. */
  field(title: string, control: HTMLInputElement | HTMLSelectElement): Promise<string | undefined> {
    return new Promise((resolve) => {
      control.dataset['testid'] = 'wx-picker-field';
      control.setAttribute('aria-label', title === '' ? '请选择' : title);
      const close = (value: string | undefined): void => {
        mask.remove();
        resolve(value);
      };
      const bar = h(
        'div',
        { class: 'wx-picker-bar' },
        button({ text: '取消', testid: 'wx-picker-cancel', onClick: () => close(undefined) }),
        h('h2', { text: title }),
        button({
          class: 'wx-primary',
          text: '确定',
          testid: 'wx-picker-confirm',
          onClick: () => close(control.value),
        }),
      );
      const mask = this.#mask('wx-sheet', title, bar, control);
    });
  }

  /** A sheet with that content; take the returned element away to close it. */
  sheet(title: string, testid: string, ...content: readonly Node[]): HTMLElement {
    const heading = title === '' ? [] : [h('h2', { text: title })];
    const mask = this.#mask('wx-sheet', title, ...heading, ...content);
    const box = mask.firstElementChild;
    if (box instanceof HTMLElement) box.dataset['testid'] = testid;
    return mask;
  }

  /** Closes whatever is open. */
  clear(): void {
    this.hideToast();
    this.#place.replaceChildren();
  }

  #mask(kind: string, title: string, ...content: readonly Node[]): HTMLElement {
    const box = h(
      'div',
      {
        class: `${kind}-box`,
        testid: kind,
        attributes: { role: 'dialog', 'aria-modal': 'true', 'aria-label': title },
      },
      ...content,
    );
    const mask = h('div', { class: `wx-mask ${kind}` }, box);
    this.#place.append(mask);
    box.querySelector<HTMLElement>('.wx-primary, button')?.focus();
    return mask;
  }
}
