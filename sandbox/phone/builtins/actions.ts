/**
 * button, navigator and label: built-ins that a tap sets going.
 */

import type { Client } from '../runtime/client';
import { type Builtin, builtinOf, type Setup } from './builtin';
import { formOf } from './form';
import { listenForPress } from './hover';

export const button: Setup = (self, client) => {
  listenForPress(self, () => !self.flag('disabled'));
  self.host.setAttribute('data-tap', '');
  self.node.addListener(
    'tap',
    (event) => {
      if (!self.flag('disabled')) return;
      event.stopPropagation();
    },
    { capture: true },
  );
  self.on('tap', () => {
    if (self.flag('disabled')) return;
    const type = self.text('formType');
    if (type === 'submit' || type === 'reset') formOf(self.host)?.[type]();
    const open = self.text('openType');
    if (open !== '') openType(self, client, open);
  });
  return {
    update: () => {
      const { host } = self;
      host.setAttribute('type', self.text('type'));
      host.setAttribute('size', self.text('size'));
      host.toggleAttribute('plain', self.flag('plain'));
      host.toggleAttribute('loading', self.flag('loading'));
      host.toggleAttribute('disabled', self.flag('disabled'));
      if (!host.hasAttribute('role')) host.setAttribute('role', 'button');
      if (self.flag('disabled')) host.setAttribute('aria-disabled', 'true');
      else if (self.value('ariaDisabled') === null) host.removeAttribute('aria-disabled');
    },
  };
};

function openType(self: Builtin, client: Client, type: string): void {
  if (type === 'agreePrivacyAuthorization') {
    client.events.emit('privacyAgreed');
    self.emit('agreeprivacyauthorization');
  } else if (type === 'openSetting') {
    client.events.emit('openSetting');
    self.emit('opensetting');
  } else if (type === 'contact' || type === 'share' || type === 'feedback') {
    const content = `open-type="${type}" 在微信中打开`;
    void client.chrome.dialogs.modal({
      title: '模拟器 Preview',
      content,
      showCancel: false,
      confirmText: '知道了',
      cancelText: '',
    });
  } else {
    client.report(new Error(`<button>: open-type ${type} is not simulated`));
  }
}

const WAYS = {
  navigate: 'navigateTo',
  redirect: 'redirectTo',
  switchTab: 'switchTab',
  reLaunch: 'reLaunch',
  navigateBack: 'navigateBack',
  exit: 'exitMiniProgram',
} as const;

export const navigator: Setup = (self, client) => {
  listenForPress(self, () => true);
  self.host.setAttribute('data-tap', '');
  self.host.setAttribute('role', 'link');
  self.on('tap', () => {
    const wx: unknown = Reflect.get(globalThis, 'wx');
    const open = self.text('openType');
    const elsewhere = self.text('target') === 'miniProgram' && open === 'navigate';
    const way = elsewhere
      ? 'navigateToMiniProgram'
      : Object.entries(WAYS).find(([name]) => name === open)?.[1];
    if (way === undefined || typeof wx !== 'object' || wx === null) {
      client.report(new Error(`<navigator>: open-type ${open} is not simulated`));
      return;
    }
    const method: unknown = Reflect.get(wx, way);
    if (typeof method !== 'function') return;
    const options = {
      url: self.text('url'),
      delta: self.number('delta'),
      appId: self.text('appId'),
      path: self.text('path'),
      extraData: self.value('extraData') ?? undefined,
    };
    Reflect.apply(method, wx, [
      {
        ...options,
        success: (result: unknown) => self.emit('success', result),
        fail: (result: unknown) => self.emit('fail', result),
        complete: (result: unknown) => self.emit('complete', result),
      },
    ]);
  });
  return undefined;
};

const CONTROLS = 'wx-input, wx-textarea, wx-switch, wx-checkbox, wx-radio, wx-button, wx-picker';

export const label: Setup = (self) => {
  // A label only passes taps on: it is no stop for the keyboard.
  self.on('tap', (event) => {
    const target = self.text('for');
    const root = self.node.ownerShadowRoot;
    const node = target === '' ? undefined : root?.getElementById(target);
    const element: unknown =
      target === '' ? self.host.querySelector(CONTROLS) : node?.getBackendElement();
    if (!(element instanceof HTMLElement)) return;
    const touched: unknown = event.target.getBackendElement();
    if (touched instanceof Node && element.contains(touched)) return;
    activate(element);
  });
  self.host.removeAttribute('data-tap');
  return undefined;
};

function activate(element: HTMLElement): void {
  const control = element.querySelector<HTMLElement>('input, textarea');
  if (control !== null) control.focus();
  else builtinOf(element)?.emit('tap', {}, { bubbles: true });
}
