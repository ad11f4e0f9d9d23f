/**
 * App, Page, Component, Behavior, getApp and getCurrentPages as global functions, on glass-easel's adapter 0.12.1.
 * The build puts `__previewEnter(path)` in front of every page's and component's body: definitions belong to that path.
 */

import type { CodeSpace } from 'glass-easel-miniprogram-adapter';

type Definition = Readonly<Record<string, unknown>>;

/** The adapter's definition functions, seen from code whose types it does not know. */
interface LooseEnvironment {
  Page(definition: object): unknown;
  Component(definition?: object): unknown;
  Behavior(definition?: object): unknown;
}

export interface AppInstance {
  readonly [member: string]: unknown;
}

export class Globals {
  readonly #space: CodeSpace;
  readonly #builtinBehaviors = new Map<string, unknown>();
  #path = '';
  #app: AppInstance | undefined;

  constructor(space: CodeSpace) {
    this.#space = space;
  }

  /** Writes the globals into `target` (the window). */
  install(target: object, currentPages: () => readonly object[]): void {
    const globals = {
      __previewEnter: (path: string) => {
        this.#path = path;
      },
      App: (definition: Definition) => {
        this.#app = { ...definition };
      },
      Page: (definition: Definition) => this.#environment().Page(this.#withBehaviors(definition)),
      Component: (definition?: Definition) =>
        this.#environment().Component(
          definition === undefined ? undefined : this.#withBehaviors(definition),
        ),
      Behavior: (definition?: Definition) =>
        this.#environment().Behavior(
          definition === undefined ? undefined : this.#withBehaviors(definition),
        ),
      getApp: () => this.#app,
      getCurrentPages: currentPages,
    };
    Object.assign(target, globals);
  }

  get app(): AppInstance | undefined {
    return this.#app;
  }

  /** Calls a method of the app, if it has one. */
  callApp(method: string, value: unknown): void {
    const callback = this.#app?.[method];
    if (typeof callback === 'function') Reflect.apply(callback, this.#app, [value]);
  }

  #environment(): LooseEnvironment {
    return this.#space.componentEnv(this.#path, (environment): LooseEnvironment => environment);
  }

  /** Behaviours that the framework names by a string: `wx://form-field`. */
  #withBehaviors(definition: Definition): Definition {
    const { behaviors } = definition;
    if (!Array.isArray(behaviors)) return definition;
    const listed: readonly unknown[] = behaviors;
    return {
      ...definition,
      behaviors: listed.map((one) => (typeof one === 'string' ? this.#builtinBehavior(one) : one)),
    };
  }

  #builtinBehavior(name: string): unknown {
    const known = this.#builtinBehaviors.get(name);
    if (known !== undefined) return known;
    const field = { properties: { name: String, value: null } };
    const definitions: Readonly<Record<string, object>> = {
      'wx://form-field': field,
      'wx://form-field-group': {},
      'wx://form-field-button': {},
      'wx://component-export': {},
    };
    const definition = definitions[name];
    if (definition === undefined) throw new Error(`behavior ${name} is not simulated`);
    const behavior = this.#environment().Behavior(definition);
    this.#builtinBehaviors.set(name, behavior);
    return behavior;
  }
}

/** Calls a method of a page or component, if it has one; errors go to `report`. */
export function callMethod(
  instance: object,
  method: string,
  args: readonly unknown[],
  report: (error: unknown) => void,
): unknown {
  const callback: unknown = Reflect.get(instance, method);
  if (typeof callback !== 'function') return undefined;
  try {
    const result: unknown = Reflect.apply(callback, instance, [...args]);
    return result;
  } catch (error) {
    report(error);
    return undefined;
  }
}
