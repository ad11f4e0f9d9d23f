/**
 * Starts a mini program in this document: framework, client surface, wx, then the app's own modules in order.
 * The build's entry calls boot(); design: the phone, "The preview".
 */

import * as easel from 'glass-easel';
import { MiniProgramEnv } from 'glass-easel-miniprogram-adapter';
import { defineBuiltins } from '../builtins/define';
import { installWx } from '../wx/install';
import { PreviewBackend } from './backend';
import type { BootData } from './boot-data';
import { Chrome } from './chrome';
import type { Client, PreviewOptions } from './client';
import { isRecord } from './dom';
import { Emitter } from './emitter';
import { ErrorBook } from './errors';
import { Globals } from './globals';
import { installHandle } from './handle';
import { patchIntersection } from './intersection';
import { Jumps } from './jumps';
import { showLauncher, showMenu } from './launcher';
import { readLevers } from './levers';
import { Lifecycle } from './lifecycle';
import { countSetData } from './measure';
import { PageStack, RouteError } from './page-stack';
import { patchFramework } from './patches';
import { PullDown } from './pull-down';
import { ReadyQueue } from './ready-queue';
import { Scanner } from './scanner';
import { TapWindow } from './tap-window';
import { watchTheme } from './theme';
import { Gestures } from './touch';
import { watchWindow } from './window-size';

type Templates = easel.template.ProcGenGroupList;

export function boot(
  data: BootData,
  templates: () => Templates,
  modules: Readonly<Record<string, () => unknown>>,
): void {
  const options = previewOptions();
  const levers = readLevers(options.search ?? location.search, data.openid);
  const errors = new ErrorBook();
  const environment = new MiniProgramEnv();
  const context = new PreviewBackend();
  const backend = environment.associateBackend(context);
  const space = environment.createCodeSpace('', true);
  const globals = new Globals(space);
  const ready = new ReadyQueue();
  const client = assemble({ data, options, levers, errors, context, globals, space });
  const stack = new PageStack(client, backend, ready);
  const life = new Lifecycle(client, globals);
  Object.assign(client, {
    stack,
    life,
    jumps: new Jumps(client),
    pullDown: new PullDown(client),
    scanner: new Scanner(client),
    taps: new TapWindow(),
  });
  errors.listen(client, globals);
  watchTheme(client);
  watchWindow(client);
  patchFramework((element) => {
    const viewport = element.closest('.wx-viewport');
    return viewport === null ? 0 : viewport.getBoundingClientRect().top;
  });
  patchIntersection();
  countSetData();
  space.getComponentSpace().updateComponentOptions({ writeIdToDOM: true });
  space.setOverallBehavior(readyBehavior(space.getComponentSpace(), ready));
  defineBuiltins(client, space.getComponentSpace());
  const handle = installHandle(client, errors);
  if (levers.stopped) {
    showLauncher(client);
    handle.done();
    return;
  }
  listenForGestures(client, context);
  globals.install(globalThis, () => stack.pages.map((page) => page.instance));
  installWx(client, globalThis);
  try {
    load(client, templates(), modules);
    life.launch();
  } catch (error) {
    client.report(error);
  }
  ready.then(() => handle.done());
}

interface Parts {
  readonly data: BootData;
  readonly options: PreviewOptions;
  readonly levers: Client['levers'];
  readonly errors: ErrorBook;
  readonly context: PreviewBackend;
  readonly globals: Globals;
  readonly space: Client['space'];
}

/** The client without the parts that need it themselves; boot() adds those before anything runs. */
function assemble(parts: Parts): Client {
  const { data, options, levers, errors, context, space } = parts;
  const partial = {
    boot: data,
    options,
    levers,
    events: new Emitter(),
    space,
    theme: levers.theme ?? 'light',
    offline: levers.offline,
    calling: 0,
    report: (error: unknown) => errors.uncaught(error),
  };
  const client = partial as typeof partial & Client;
  const chrome = new Chrome(data, context, {
    menu: () => showMenu(client),
    close: () => client.events.emit('hide'),
    tab: (path) => {
      try {
        client.stack.switchTab({ path, query: {} });
      } catch (error) {
        if (!(error instanceof RouteError)) throw error;
        client.report(error);
      }
    },
  });
  return Object.assign(client, { chrome });
}

function load(
  client: Client,
  templates: Templates,
  modules: Readonly<Record<string, () => unknown>>,
): void {
  const { space, boot: data } = client;
  for (const [path, content] of Object.entries(templates)) {
    space.addCompiledTemplate(path, { groupList: templates, content });
  }
  for (const unit of data.units) {
    space.addComponentStaticConfig(unit.path, unit.config);
    space.addStyleSheet(unit.path, undefined, unit.scope);
  }
  modules['app']?.();
  space.getComponentSpace().groupRegister(() => {
    const components = data.units.filter((unit) => unit.kind === 'component');
    const pages = data.units.filter((unit) => unit.kind === 'page');
    for (const unit of [...components, ...pages]) modules[unit.path]?.();
  });
}

function readyBehavior(space: easel.ComponentSpace, ready: ReadyQueue): easel.GeneralBehavior {
  return space
    .define()
    .lifetime('attached', function () {
      // The adapter calls lifetimes on its own object, which holds the framework's.
      const component: unknown = Reflect.get(this, '_$');
      if (easel.Component.isComponent(component)) ready.add(component);
    })
    .registerBehavior()
    .general();
}

function listenForGestures(client: Client, context: PreviewBackend): void {
  const gestures = new Gestures(
    ({ type, target, detail, touches, changedTouches }) => {
      client.pullDown.follow({ type, target, detail, touches, changedTouches });
      if (type === 'tap') client.taps.open();
      return context.fire(target, type, detail, {
        bubbles: true,
        composed: true,
        extraFields: { touches, changedTouches },
      });
    },
    (target) => {
      const viewport = target instanceof Element ? target.closest('.wx-viewport') : null;
      return {
        top: viewport?.getBoundingClientRect().top ?? 0,
        scroll: viewport?.firstElementChild?.scrollTop ?? 0,
      };
    },
  );
  gestures.listen(document);
}

function previewOptions(): PreviewOptions {
  const options: unknown = Reflect.get(globalThis, '__previewOptions');
  return isRecord(options) ? options : {};
}
