/**
 * Registers every built-in of schema.ts as a global component of the mini program.
 */

import type * as easel from 'glass-easel';
import { domOf } from '../runtime/backend';
import type { Client } from '../runtime/client';
import { carryDataset } from '../runtime/patches';
import { type Behaviour, Builtin, rememberBuiltin, type Setup } from './builtin';
import { playAnimation } from './animate';
import { button, label, navigator } from './actions';
import { checkbox, choiceGroup, radio, toggle } from './choices';
import { form } from './form';
import { hoverable } from './hover';
import { image, progress, text } from './media';
import { picker } from './picker';
import {
  ariaProperties,
  builtins,
  type BuiltinTag,
  commonProperties,
  type PropertyKind,
  schemaOf,
} from './schema';
import { richText } from './rich-text';
import { scrollView } from './scroll-view';
import { swiper } from './swiper';
import { input, textarea } from './text-entry';

const setups: Readonly<Record<BuiltinTag, Setup>> = {
  view: hoverable,
  text,
  image,
  button,
  input,
  textarea,
  'scroll-view': scrollView,
  picker,
  label,
  form,
  switch: toggle,
  checkbox,
  'checkbox-group': choiceGroup,
  radio,
  'radio-group': choiceGroup,
  navigator,
  'rich-text': richText,
  swiper,
  'swiper-item': () => undefined,
  progress,
};

const TYPES = { string: String, number: Number, boolean: Boolean, any: null } as const;

interface Property {
  readonly type: (typeof TYPES)[PropertyKind];
  readonly value?: unknown;
}

export function defineBuiltins(client: Client, space: easel.ComponentSpace): void {
  for (const tag of Object.keys(builtins) as BuiltinTag[]) {
    space.setGlobalUsingComponent(tag, define(client, space, tag));
  }
}

function define(
  client: Client,
  space: easel.ComponentSpace,
  tag: BuiltinTag,
): easel.GeneralComponentDefinition {
  const behaviours = new WeakMap<easel.Element, Behaviour>();
  let definition = space.define(`built-in/${tag}`);
  for (const [name, property] of Object.entries(propertiesOf(tag))) {
    definition = definition.property(name, property) as typeof definition;
  }
  return definition
    .observer('**', function () {
      const node = this.general();
      writeCommon(node);
      behaviours.get(node)?.update?.();
    })
    .lifetime('created', function () {
      const builtin = new Builtin(this.general());
      rememberBuiltin(builtin);
      const behaviour = setups[tag](builtin, client) ?? {};
      behaviours.set(builtin.node, behaviour);
      writeCommon(builtin.node);
      behaviour.update?.();
    })
    .lifetime('attached', function () {
      carryDataset(this.general());
      makeFocusable(this.general());
      behaviours.get(this.general())?.attached?.();
    })
    .lifetime('detached', function () {
      behaviours.get(this.general())?.detached?.();
    })
    .registerComponent()
    .general();
}

function propertiesOf(tag: BuiltinTag): Record<string, Property> {
  const schema = schemaOf(tag);
  const properties: Record<string, Property> = {};
  for (const list of [commonProperties, schema.properties]) {
    for (const [name, [kind, value]] of Object.entries(list)) {
      properties[name] = value === undefined ? { type: TYPES[kind] } : { type: TYPES[kind], value };
    }
  }
  for (const name of [...ariaProperties.map(ariaName), ...(schema.inert ?? [])]) {
    properties[name] = { type: null };
  }
  return properties;
}

function ariaName(name: string): string {
  return `aria${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** `hidden`, `tabindex` and `aria-*` reach the page as they are. */
function writeCommon(node: easel.GeneralComponent): void {
  const host = domOf(node);
  if (host === undefined) return;
  playAnimation(host, Reflect.get(node.data, 'animation'));
  host.hidden = Reflect.get(node.data, 'hidden') === true;
  write(host, 'tabindex', Reflect.get(node.data, 'tabindex'));
  for (const name of ariaProperties) {
    const value: unknown = Reflect.get(node.data, ariaName(name));
    write(host, name === 'role' ? 'role' : `aria-${name}`, value);
  }
}

function write(host: HTMLElement, name: string, value: unknown): void {
  if (value === undefined || value === null || value === '') host.removeAttribute(name);
  else if (host.getAttribute(name) !== textFor(value)) host.setAttribute(name, textFor(value));
}

function textFor(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * Whatever reacts to a tap can be reached by keyboard. Packed packages listen on much that is decoration: there a
 * role says what is meant for people.
 */
function makeFocusable(node: easel.Element): void {
  const host = domOf(node);
  if (host?.hasAttribute('data-tap') !== true || host.hasAttribute('tabindex')) return;
  const owner = node.ownerShadowRoot?.getHostNode().is ?? '';
  const meant = !owner.startsWith('miniprogram_npm/') || host.hasAttribute('role');
  if (meant && host.getAttribute('aria-hidden') !== 'true') host.tabIndex = 0;
}
