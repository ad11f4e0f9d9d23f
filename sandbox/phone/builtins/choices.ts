/**
 * switch, checkbox and radio, with their groups.
 */

import { type Builtin, builtinOf, type Setup } from './builtin';

function choice(self: Builtin, role: string, pressed: () => void): () => void {
  const { host } = self;
  host.setAttribute('data-tap', '');
  host.prepend(document.createElement('i'));
  self.on('tap', () => {
    if (!self.flag('disabled')) pressed();
  });
  return () => {
    host.setAttribute('role', role);
    host.setAttribute('aria-checked', String(self.flag('checked')));
    host.toggleAttribute('checked', self.flag('checked'));
    host.toggleAttribute('disabled', self.flag('disabled'));
    host.style.setProperty('--wx-choice', self.text('color'));
  };
}

export const toggle: Setup = (self) => {
  const update = choice(self, 'switch', () => {
    self.set('checked', !self.flag('checked'));
    self.emit('change', { value: self.flag('checked') });
  });
  return { update };
};

export const checkbox: Setup = (self) => {
  const update = choice(self, 'checkbox', () => {
    self.set('checked', !self.flag('checked'));
    const group = groupOf(self, 'wx-checkbox-group');
    group?.emit('change', { value: chosenIn(group) });
  });
  return { update };
};

export const radio: Setup = (self) => {
  const update = choice(self, 'radio', () => {
    if (self.flag('checked')) return;
    const group = groupOf(self, 'wx-radio-group');
    for (const other of group === undefined ? [] : choicesIn(group)) {
      if (other !== self) other.set('checked', false);
    }
    self.set('checked', true);
    group?.emit('change', { value: self.text('value') });
  });
  return { update };
};

export const choiceGroup: Setup = (self) => {
  const single = self.host.localName === 'wx-radio-group';
  self.host.setAttribute('role', single ? 'radiogroup' : 'group');
  return undefined;
};

function groupOf(self: Builtin, tag: string): Builtin | undefined {
  const host = self.host.closest(tag);
  return host === null ? undefined : builtinOf(host);
}

/** The radios or checkboxes of a group. */
export function choicesIn(group: Builtin): Builtin[] {
  return [...group.host.querySelectorAll('wx-radio, wx-checkbox')]
    .map(builtinOf)
    .filter((member) => member !== undefined);
}

/** The values chosen in a group. */
export function chosenIn(group: Builtin): string[] {
  return choicesIn(group)
    .filter((member) => member.flag('checked'))
    .map((member) => member.text('value'));
}
