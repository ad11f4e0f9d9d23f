/**
 * What a built-in component works with: its host element, its properties, its events. Built-ins are components of the
 * framework whose inside is plain DOM; their content goes into the one slot.
 */

import * as easel from 'glass-easel';
import { domOf } from '../runtime/backend';
import type { Client } from '../runtime/client';

export interface EmitOptions {
  readonly bubbles?: boolean;
  /** Takes what a listener returned; input uses it to change its text. */
  readonly returned?: (value: unknown) => void;
}

/** What a built-in reacts to. */
export interface Behaviour {
  /** After properties have changed, and once when the node is created. */
  readonly update?: () => void;
  readonly attached?: () => void;
  readonly detached?: () => void;
}

export type Setup = (self: Builtin, client: Client) => Behaviour | undefined;

export class Builtin {
  readonly node: easel.GeneralComponent;
  readonly host: HTMLElement;

  constructor(node: easel.GeneralComponent) {
    const host = domOf(node);
    if (host === undefined) throw new Error('a built-in component has no element');
    this.node = node;
    this.host = host;
  }

  value(name: string): unknown {
    return Reflect.get(this.node.data, name);
  }

  text(name: string): string {
    const value = this.value(name);
    return typeof value === 'string' ? value : '';
  }

  number(name: string): number {
    const value = this.value(name);
    return typeof value === 'number' ? value : Number.NaN;
  }

  flag(name: string): boolean {
    return this.value(name) === true;
  }

  /** Changes its own property, as the user's input does; two-way bindings hear of it. */
  set(name: string, value: unknown): void {
    this.node.setData({ [name]: value });
  }

  emit(name: string, detail: unknown = {}, options: EmitOptions = {}): void {
    const { returned } = options;
    this.node.triggerEvent(name, detail, {
      bubbles: options.bubbles ?? false,
      composed: options.bubbles ?? false,
      ...(returned === undefined
        ? {}
        : {
            handleListenerReturn: (value: unknown) => {
              returned(value);
            },
          }),
    });
  }

  /** Listens to a framework event on itself; an inner node's events count when they bubble. */
  on(name: string, listener: (event: easel.ShadowedEvent<unknown>) => void): void {
    this.node.addListener(name, (event) => {
      listener(event);
    });
  }

  /** The class names that the framework would write for names used by the owner of this node. */
  scoped(names: string): string[] {
    const owner = this.node.ownerShadowRoot?.getHostNode();
    const options = owner?.getComponentOptions();
    const manager = owner?.getRootBehavior().ownerSpace.styleScopeManager;
    const scopes = [options?.styleScope, options?.extraStyleScope]
      .filter((scope) => scope !== undefined && scope !== null)
      .map((scope) => manager?.queryName(scope) ?? '');
    const prefixes = scopes.length === 0 ? [''] : scopes;
    return names
      .split(/\s+/)
      .filter((name) => name !== '')
      .flatMap((name) => prefixes.map((prefix) => (prefix === '' ? name : `${prefix}--${name}`)));
  }
}

const all = new WeakMap<easel.Element, Builtin>();

export function rememberBuiltin(builtin: Builtin): void {
  all.set(builtin.node, builtin);
}

/** The built-in behind an element of the page, if it is one. */
export function builtinOf(element: Element): Builtin | undefined {
  const node: unknown = Reflect.get(element, '__wxElement');
  return node instanceof easel.Element ? all.get(node) : undefined;
}
