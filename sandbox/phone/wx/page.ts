/**
 * What an app does to the page in front: its navigation bar, its scroll position, its refresh.
 */

import type { Client } from '../runtime/client';
import { textOf } from '../runtime/dom';
import { api, type Options } from './api';

export function pageApis(client: Client) {
  const layer = () => client.stack.top?.layer;
  const nothing = (name: string) => api(name, () => undefined);
  return {
    setNavigationBarTitle: api('setNavigationBarTitle', ({ title }) => {
      layer()?.setTitle(textOf(title));
      return undefined;
    }),
    setNavigationBarColor: api('setNavigationBarColor', ({ frontColor, backgroundColor }) => {
      layer()?.setColors(textOf(frontColor, '#000000'), textOf(backgroundColor));
      return undefined;
    }),
    setBackgroundColor: nothing('setBackgroundColor'),
    setBackgroundTextStyle: nothing('setBackgroundTextStyle'),
    showNavigationBarLoading: nothing('showNavigationBarLoading'),
    hideNavigationBarLoading: nothing('hideNavigationBarLoading'),
    hideHomeButton: nothing('hideHomeButton'),
    startPullDownRefresh: api('startPullDownRefresh', () => {
      client.pullDown.begin();
      return undefined;
    }),
    stopPullDownRefresh: api('stopPullDownRefresh', () => {
      client.pullDown.end();
      return undefined;
    }),
    pageScrollTo: api('pageScrollTo', (options) => {
      scrollPage(client, options);
      return undefined;
    }),
    hideKeyboard: api('hideKeyboard', () => {
      const { activeElement } = document;
      if (activeElement instanceof HTMLElement) activeElement.blur();
      return undefined;
    }),
  };
}

function scrollPage(client: Client, options: Options): void {
  const page = client.stack.top;
  if (page === undefined) return;
  const selector = textOf(options['selector']);
  if (selector === '') {
    page.layer.scrollTo(Number(options['scrollTop'] ?? 0));
    return;
  }
  const target = page.root.getComponent().getShadowRoot()?.querySelector(selector);
  target?.getBoundingClientRect(({ top }) => {
    page.layer.scrollTo(page.layer.scroller.scrollTop + top + Number(options['offsetTop'] ?? 0));
  });
}
