/**
 * input and textarea. A listener of "input" may return a string, which replaces the text, as in WeChat.
 */

import { h } from '../runtime/dom';
import { replaceUnits } from '../runtime/units';
import type { Behaviour, Builtin, Setup } from './builtin';

type Field = HTMLInputElement | HTMLTextAreaElement;

const MODES: Readonly<Record<string, string>> = { number: 'numeric', digit: 'decimal' };

export const input: Setup = (self) => {
  const field = h('input', { class: 'wx-field' });
  const common = entry(self, field);
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    self.emit('confirm', { value: field.value });
    if (self.value('confirmHold') !== true) field.blur();
  });
  return {
    ...common,
    update: () => {
      field.type = self.flag('password') ? 'password' : 'text';
      field.inputMode = MODES[self.text('type')] ?? 'text';
      field.enterKeyHint = self.text('confirmType') === '' ? 'done' : self.text('confirmType');
      common.update();
    },
  };
};

export const textarea: Setup = (self) => {
  const field = h('textarea', { class: 'wx-field' });
  const common = entry(self, field);
  const grow = (): void => {
    if (!self.flag('autoHeight')) return;
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
    self.host.style.height = 'auto';
  };
  field.addEventListener('input', grow);
  return {
    ...common,
    update: () => {
      common.update();
      grow();
    },
    attached: () => {
      common.attached();
      grow();
      self.emit('linechange', { height: field.scrollHeight, lineCount: 1 });
    },
  };
};

function entry(self: Builtin, field: Field): Required<Pick<Behaviour, 'update' | 'attached'>> {
  const placeholder = h('div', {
    class: 'wx-placeholder',
    attributes: { 'aria-hidden': 'true' },
  });
  self.host.append(h('div', { class: 'wx-wrap' }, field, placeholder));
  const showPlaceholder = (): void => {
    placeholder.hidden = field.value !== '';
  };
  listen(self, field, showPlaceholder);
  let focused = false;
  let shown: string | undefined;
  const update = (): void => {
    const value = self.text('value');
    if (value !== shown) {
      shown = value;
      if (field.value !== value) field.value = value;
    }
    field.disabled = self.flag('disabled');
    field.placeholder = self.text('placeholder');
    const limit = self.number('maxlength');
    if (limit >= 0) field.maxLength = limit;
    else field.removeAttribute('maxlength');
    placeholder.textContent = self.text('placeholder');
    const classes = self.scoped(self.text('placeholderClass'));
    placeholder.className = ['wx-placeholder', ...classes].join(' ');
    placeholder.setAttribute('style', replaceUnits(self.text('placeholderStyle')));
    const label: unknown = self.value('ariaLabel');
    if (typeof label === 'string' && label !== '') field.setAttribute('aria-label', label);
    showPlaceholder();
    if (self.flag('focus') && !focused && field.isConnected) field.focus();
    if (!self.flag('focus') && focused && document.activeElement === field) field.blur();
    focused = self.flag('focus');
  };
  return {
    update,
    attached: () => {
      if (self.flag('focus') || self.flag('autoFocus')) queueMicrotask(() => field.focus());
    },
  };
}

function listen(self: Builtin, field: Field, changed: () => void): void {
  const cursor = (): number => field.selectionStart ?? field.value.length;
  field.addEventListener('input', (event) => {
    changed();
    const { value } = field;
    self.set('value', value);
    if (event instanceof InputEvent && event.isComposing) return;
    sendInput(self, field, cursor(), changed);
  });
  field.addEventListener('compositionend', () => {
    sendInput(self, field, cursor(), changed);
  });
  field.addEventListener('focus', () => {
    self.emit('focus', { value: field.value, height: 0 });
  });
  field.addEventListener('blur', () => {
    self.emit('blur', { value: field.value, cursor: cursor() });
  });
}

function sendInput(self: Builtin, field: Field, cursor: number, changed: () => void): void {
  const { value } = field;
  self.emit(
    'input',
    { value, cursor, keyCode: value.charCodeAt(Math.max(0, cursor - 1)) || 8 },
    {
      returned: (answer) => {
        const text = typeof answer === 'object' && answer !== null ? textIn(answer) : answer;
        if (typeof text !== 'string' || text === field.value) return;
        field.value = text;
        self.set('value', text);
        changed();
      },
    },
  );
}

function textIn(answer: object): unknown {
  return Reflect.get(answer, 'value');
}
