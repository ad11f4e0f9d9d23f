/**
 * What the user sees while the app is not in front: the background after pressing ◉, and - after it was killed - the two
 * ways of starting it cold. Killing reloads the document: nothing but storage survives, as on a phone.
 */

import type { Client } from './client';
import { button, h } from './dom';
import type { Referrer } from './lifecycle';

/** Wires ◉, the kill event and the restart that the program asks for. */
export function watchVisibility(client: Client): void {
  client.events.on('hide', () => hideApp(client));
  client.events.on('kill', (referrer) =>
    kill((referrer as Referrer | undefined) ?? client.jumps.referrer),
  );
  client.events.on('restart', (path) => restart(String(path)));
}

function hideApp(client: Client): void {
  if (!client.life.visible) return;
  client.life.hide();
  const screen = h('div', { class: 'wx-away', testid: 'background' });
  const reopen = button({
    class: 'wx-away-button wx-primary',
    testid: 'reopen',
    text: '重新打开 Open again',
    onClick: () => client.events.emit('show'),
  });
  screen.append(
    h('p', { class: 'wx-away-title', text: '小程序已在后台' }),
    h('p', { text: 'App.onHide has run. 5 秒后挂起，30 分钟后销毁。' }),
    reopen,
  );
  client.chrome.root.append(screen);
  const show = (): void => {
    screen.remove();
    client.events.off('show', show);
    client.life.show();
  };
  client.events.on('show', show);
  reopen.focus();
}

/** Ends the app for good; the document starts again in the launcher. */
function kill(referrer: Referrer | undefined): void {
  const query = new URLSearchParams(location.search);
  for (const name of ['scene', 'path', 'refAppId', 'refExtra']) query.delete(name);
  query.set('stopped', '1');
  if (referrer !== undefined) {
    query.set('refAppId', referrer.appId);
    if (referrer.extraData !== undefined) {
      query.set('refExtra', JSON.stringify(referrer.extraData));
    }
  }
  goTo(query);
}

/** The program asked to be started anew at `path`. */
function restart(path: string): void {
  const query = new URLSearchParams(location.search);
  for (const name of ['scene', 'refAppId', 'refExtra', 'stopped']) query.delete(name);
  query.set('path', path);
  goTo(query);
}

/** A fresh document with these levers. Absolute: a relative address would be the caller's, the shell's. */
function goTo(query: URLSearchParams): void {
  location.replace(new URL(`?${query.toString()}`, location.href).href);
}

/** The screen of an app that does not run. */
export function showLauncher(client: Client): void {
  const { referrer } = client.levers;
  const start = (scene: number): void => {
    const query = new URLSearchParams(location.search);
    query.delete('stopped');
    query.set('scene', String(scene));
    if (scene !== 1038) {
      query.delete('refAppId');
      query.delete('refExtra');
    }
    goTo(query);
  };
  const returned =
    referrer === undefined ? '从其他小程序返回' : `从其他小程序返回（${referrer.appId}）`;
  client.chrome.root.append(
    h(
      'div',
      { class: 'wx-away', testid: 'stopped' },
      h('p', { class: 'wx-away-title', text: '小程序已被系统销毁' }),
      h('p', { text: 'Killed: the JS context is gone, storage stays.' }),
      button({
        class: 'wx-away-button wx-primary',
        testid: 'start-1038',
        text: `${returned} 1038 冷启动`,
        onClick: () => start(1038),
      }),
      button({
        class: 'wx-away-button',
        testid: 'start-1001',
        text: '从微信打开 1001 冷启动',
        onClick: () => start(1001),
      }),
    ),
  );
}

/** The ⋯ menu: what a tester reaches for on a narrow screen. */
export function showMenu(client: Client): void {
  const theme = client.theme === 'dark' ? 'light' : 'dark';
  const actions: readonly (readonly [string, () => void])[] = [
    ['刷新本页 Pull down', () => client.pullDown.begin()],
    [
      client.offline ? '恢复网络 Online' : '断开网络 Offline',
      () => client.events.emit('setOffline', !client.offline),
    ],
    ['切换深浅色 Theme', () => client.events.emit('setTheme', theme)],
    ['杀掉小程序 Kill', () => client.events.emit('kill')],
  ];
  void client.chrome.dialogs
    .actionSheet(
      '模拟器 Preview',
      actions.map(([text]) => text),
    )
    .then((index) => {
      if (index !== undefined) actions[index]?.[1]();
    });
}
