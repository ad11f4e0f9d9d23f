/**
 * `window.__preview`, the handle by which tests and the shell look into the running app and move its levers.
 */

import type { Client, PreviewHandle } from './client';
import type { ErrorBook } from './errors';
import { watchVisibility } from './launcher';
import { measurePage } from './measure';
import { routeUrl } from './routes';
import { setTheme } from './theme';

export function installHandle(client: Client, book: ErrorBook): { readonly done: () => void } {
  let done: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    done = resolve;
  });
  watchVisibility(client);
  client.events.on('setOffline', (offline) => setOffline(client, offline === true));
  client.events.on('setTheme', (theme) => setTheme(client, theme === 'dark' ? 'dark' : 'light'));
  if (typeof navigator !== 'undefined') {
    globalThis.addEventListener('online', () => setOffline(client, false));
    globalThis.addEventListener('offline', () => setOffline(client, true));
  }
  const handle: PreviewHandle = {
    ready,
    errors: book.errors,
    warnings: book.warnings,
    pages: () => client.stack.pages.map((page) => page.route.path),
    address: () => {
      const { top } = client.stack;
      return top === undefined ? undefined : routeUrl(top.route);
    },
    instances: () => client.stack.pages.map((page) => page.instance),
    running: !client.levers.stopped,
    hide: () => client.events.emit('hide'),
    show: () => client.events.emit('show'),
    kill: () => client.events.emit('kill'),
    pullDown: () => client.pullDown.begin(),
    setOffline: (offline) => setOffline(client, offline),
    setTheme: (theme) => setTheme(client, theme),
    answerScan: (text) => client.scanner.answer(text),
    get calling() {
      return client.calling;
    },
    measure: () => measurePage(client),
  };
  Reflect.set(globalThis, '__preview', handle);
  const tell = (): void => {
    if (globalThis.parent === globalThis.window) return;
    const message = { source: 'yibao-preview', type: 'state', pages: handle.pages() };
    globalThis.parent.postMessage(message, location.origin);
  };
  client.events.on('route', tell);
  client.events.on('error', tell);
  return {
    done: () => {
      tell();
      done();
    },
  };
}

function setOffline(client: Client, offline: boolean): void {
  if (client.offline === offline) return;
  client.offline = offline;
  client.events.emit('network', { isConnected: !offline, networkType: offline ? 'none' : 'wifi' });
}
