/**
 * picker: modes selector, date and time, with the browser's own control in a sheet. Other modes are reported.
 */

import type { Client } from '../runtime/client';
import { h, isRecord } from '../runtime/dom';
import type { Builtin, Setup } from './builtin';

export const picker: Setup = (self, client) => {
  self.host.setAttribute('data-tap', '');
  self.on('tap', () => {
    if (!self.flag('disabled')) void choose(self, client);
  });
  return undefined;
};

async function choose(self: Builtin, client: Client): Promise<void> {
  const mode = self.text('mode');
  const control = controlFor(self, mode);
  if (control === undefined) {
    client.report(new Error(`<picker>: mode ${mode} is not simulated`));
    return;
  }
  const value = await client.chrome.dialogs.field(self.text('headerText'), control);
  if (value === undefined) {
    self.emit('cancel');
    return;
  }
  const answer = mode === 'selector' ? Number(value) : value;
  self.set('value', answer);
  self.emit('change', { value: answer });
}

function controlFor(self: Builtin, mode: string): HTMLInputElement | HTMLSelectElement | undefined {
  const value: unknown = self.value('value');
  if (mode === 'date' || mode === 'time') {
    const field = h('input', { attributes: { type: mode } });
    field.min = self.text('start');
    field.max = self.text('end');
    field.value = typeof value === 'string' ? value : '';
    return field;
  }
  if (mode !== 'selector') return undefined;
  const range: unknown = self.value('range');
  const items: readonly unknown[] = Array.isArray(range) ? range : [];
  const options = items.map((item, index) =>
    h('option', { text: labelOf(self, item), attributes: { value: String(index) } }),
  );
  const select = h('select', { attributes: { size: '6' } }, ...options);
  select.value = typeof value === 'number' || typeof value === 'string' ? String(value) : '0';
  return select;
}

function labelOf(self: Builtin, item: unknown): string {
  const key = self.text('rangeKey');
  return String(key !== '' && isRecord(item) ? item[key] : item);
}
