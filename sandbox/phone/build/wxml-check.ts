/**
 * Checks templates against what the preview simulates: tags, properties and events of built-in components.
 * Tags of imported templates are looked up where they are used, as the framework does.
 */

import {
  ariaProperties,
  camelCase,
  commonEvents,
  commonProperties,
  isBuiltin,
  schemaOf,
} from '../builtins/schema';
import { type Diagnostics, placeAt } from './diagnostics';
import type { Attribute, Element } from './markup';

const STRUCTURE = new Set(['block', 'template', 'import', 'include', 'wxs', 'slot']);
const PLAIN = new Set(['id', 'class', 'style', 'slot']);
const PREFIXES = ['wx:', 'data-', 'mark:', 'generic:', 'slot:'];
const EVENT = /^(?:capture-bind|capture-catch|mut-bind|bind|catch):?(.+)$/;
const ARIA = new Set<string>(ariaProperties);

export interface CheckedTemplate {
  readonly file: string;
  readonly text: string;
  readonly elements: readonly Element[];
}

/** Reports every element of the template that `knows` (declared tags) and the simulation do not cover. */
export function checkTemplate(
  template: CheckedTemplate,
  knows: (tag: string) => boolean,
  diagnostics: Diagnostics,
): void {
  for (const element of template.elements) {
    if (STRUCTURE.has(element.tag)) continue;
    for (const attribute of element.attributes) checkAnyAttribute(template, attribute, diagnostics);
    if (knows(element.tag)) continue;
    if (!isBuiltin(element.tag)) {
      diagnostics.error(
        template.file,
        `<${element.tag}> is neither listed in "usingComponents" nor a built-in component that the preview simulates`,
        placeAt(template.text, element.offset),
      );
      continue;
    }
    for (const attribute of element.attributes) {
      const complaint = complain(element.tag, attribute);
      if (complaint === undefined) continue;
      diagnostics.error(template.file, complaint, placeAt(template.text, attribute.offset));
    }
  }
}

function checkAnyAttribute(
  template: CheckedTemplate,
  attribute: Attribute,
  diagnostics: Diagnostics,
): void {
  if (!/^(change|worklet):/.test(attribute.name)) return;
  diagnostics.error(
    template.file,
    `${attribute.name}: observers in WXS and worklets are not simulated`,
    placeAt(template.text, attribute.offset),
  );
}

function complain(tag: Parameters<typeof schemaOf>[0], attribute: Attribute): string | undefined {
  const name = attribute.name.replace(/^model:/, '');
  const schema = schemaOf(tag);
  if (PLAIN.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix))) return undefined;
  if (/^(change|worklet):/.test(name)) return undefined;
  const event = EVENT.exec(name)?.[1];
  if (event !== undefined) {
    if (commonEvents.includes(event) || schema.events?.includes(event) === true) return undefined;
    return `<${tag}>: event ${event} is not simulated`;
  }
  if (name.startsWith('aria-')) {
    return ARIA.has(name.slice('aria-'.length)) ? undefined : `<${tag}>: ${name} is not simulated`;
  }
  const property = camelCase(name);
  const known = [schema.properties, commonProperties].some((list) => Object.hasOwn(list, property));
  if (known || schema.inert?.includes(property) === true) return undefined;
  return `<${tag}>: property ${name} is not simulated`;
}
