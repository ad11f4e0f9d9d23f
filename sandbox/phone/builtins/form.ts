/**
 * form: collects the values of the named built-in fields inside and hands them to its submit event.
 */

import { type Builtin, builtinOf, type Setup } from './builtin';
import { choicesIn, chosenIn } from './choices';

interface FormActions {
  readonly submit: () => void;
  readonly reset: () => void;
}

const FIELDS = [
  ...['wx-input', 'wx-textarea', 'wx-switch', 'wx-picker'],
  ...['wx-radio-group', 'wx-checkbox-group'],
].join(', ');

const forms = new WeakMap<Element, FormActions>();

export const form: Setup = (self) => {
  const fields = () =>
    [...self.host.querySelectorAll(FIELDS)]
      .map(builtinOf)
      .filter((field) => field !== undefined)
      .filter((field) => field.text('name') !== '');
  forms.set(self.host, {
    submit: () => {
      const value: Record<string, unknown> = {};
      for (const field of fields()) value[field.text('name')] = valueOf(field);
      self.emit('submit', { value });
    },
    reset: () => {
      for (const field of fields()) clear(field);
      self.emit('reset');
    },
  });
  return undefined;
};

function valueOf(field: Builtin): unknown {
  switch (field.host.localName) {
    case 'wx-switch':
      return field.flag('checked');
    case 'wx-radio-group':
      return chosenIn(field)[0] ?? '';
    case 'wx-checkbox-group':
      return chosenIn(field);
    case 'wx-picker':
      return field.value('value') ?? (field.text('mode') === 'selector' ? 0 : '');
    default:
      return field.text('value');
  }
}

function clear(field: Builtin): void {
  if (field.host.localName === 'wx-switch') field.set('checked', false);
  else if (field.host.localName === 'wx-picker') field.set('value', null);
  else if (field.host.localName.endsWith('-group')) {
    for (const choice of choicesIn(field)) choice.set('checked', false);
  } else field.set('value', '');
}

/** The form around an element. */
export function formOf(element: Element): FormActions | undefined {
  const host = element.closest('wx-form');
  return host === null ? undefined : forms.get(host);
}
