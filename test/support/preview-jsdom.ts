/**
 * Boots a preview bundle in jsdom: the same script that a browser runs, for tests of pages without a browser.
 * There is no layout (every box is 0 × 0); everything else is the real framework and the real pages.
 */

import { JSDOM, VirtualConsole } from 'jsdom';
import type { PreviewHandle, PreviewOptions } from '../../sandbox/phone/runtime/client';

export interface JsdomBoot {
  /** The text of the built app.js. */
  readonly bundle: string;
  readonly openid: string;
  /** Answers wx.cloud.callFunction; what it throws reaches the page as a failed call. */
  readonly callFunction: (name: string, data: unknown, openid: string) => Promise<unknown>;
  /** More levers for the address: `scene=1038&path=/pages/result/result`. */
  readonly search?: string;
  /** Storage that an earlier life of the app has left, as `storage` of that phone gives it. */
  readonly storage?: Readonly<Record<string, string>>;
}

export interface JsdomPhone {
  readonly window: JSDOM['window'];
  readonly preview: PreviewHandle;
  /** The nodes with this data-testid on the page in front and in dialogs, in document order. */
  all(testid: string): HTMLElement[];
  /** The only node with this data-testid; throws when there is none or more than one. */
  one(testid: string): HTMLElement;
  /** The text of the page in front. */
  text(): string;
  /** Taps a node as a finger does; by test id or element. */
  tap(target: string | HTMLElement): Promise<void>;
  /** Types into the native field of an input. */
  type(target: string | HTMLElement, text: string): Promise<void>;
  /** Resolves when all promises of now have run. */
  settle(): Promise<void>;
  /** What localStorage holds: the drawer of every openid. */
  storage(): Record<string, string>;
  close(): void;
}

export async function bootInJsdom(boot: JsdomBoot): Promise<JsdomPhone> {
  const address = `http://127.0.0.1/phone/app.html?openid=${boot.openid}&${boot.search ?? ''}`;
  const { window } = new JSDOM('<!doctype html><html><body></body></html>', {
    url: address,
    runScripts: 'outside-only',
    pretendToBeVisual: true,
    // Errors are in preview.errors; the terminal stays quiet.
    virtualConsole: new VirtualConsole(),
  });
  for (const [key, value] of Object.entries(boot.storage ?? {})) {
    window.localStorage.setItem(key, value);
  }
  const options: PreviewOptions = {
    callFunction: async (name, data, openid) => {
      const answer = await boot.callFunction(name, data, openid);
      const own: unknown = window.eval(`(${JSON.stringify(answer ?? null)})`);
      return own;
    },
  };
  Reflect.set(window, '__previewOptions', options);
  window.eval(boot.bundle);
  const preview = handleOf(window);
  await preview.ready;
  return phoneIn(window, preview);
}

function handleOf(window: JSDOM['window']): PreviewHandle {
  const handle: unknown = Reflect.get(window, '__preview');
  if (typeof handle !== 'object' || handle === null) throw new Error('the bundle did not start');
  return handle as PreviewHandle;
}

function phoneIn(window: JSDOM['window'], preview: PreviewHandle): JsdomPhone {
  const { document } = window;
  const inFront = (element: Element): boolean => element.closest('.wx-layer[hidden]') === null;
  const all = (testid: string): HTMLElement[] =>
    [...document.querySelectorAll<HTMLElement>(`[data-testid="${testid}"]`)].filter(inFront);
  const one = (testid: string): HTMLElement => {
    const [found, ...more] = all(testid);
    if (found === undefined) throw new Error(`no node with data-testid ${testid}`);
    if (more.length > 0) throw new Error(`${more.length + 1} nodes with data-testid ${testid}`);
    return found;
  };
  const element = (target: string | HTMLElement): HTMLElement =>
    typeof target === 'string' ? one(target) : target;
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn += 1) {
      await new Promise((resolve) => {
        window.requestAnimationFrame(resolve);
      });
    }
  };
  return {
    window,
    preview,
    all,
    one,
    settle,
    text: () => document.querySelector('.wx-layer:not([hidden]) wx-page')?.textContent ?? '',
    tap: async (target) => {
      element(target).click();
      await settle();
    },
    type: async (target, text) => {
      const host = element(target);
      const field = host.querySelector<HTMLInputElement>('input, textarea');
      if (field === null) throw new Error('the node holds no text field');
      field.focus();
      field.value = text;
      field.dispatchEvent(new window.InputEvent('input', { bubbles: true }));
      await settle();
    },
    storage: () => {
      const { localStorage } = window;
      const keys = Array.from({ length: localStorage.length }, (_, index) =>
        localStorage.key(index),
      );
      return Object.fromEntries(
        keys.flatMap((key) => (key === null ? [] : [[key, localStorage.getItem(key) ?? '']])),
      );
    },
    close: () => window.close(),
  };
}
