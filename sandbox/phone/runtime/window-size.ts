/**
 * A window that changes its size (WeChat on a PC, a phone that is turned): wx.onWindowResize, the page's onResize and the
 * `resize` of its components. On a PC there is no notch and no bar of gestures.
 */

import type { Client } from './client';
import { callMethod } from './globals';

export function watchWindow(client: Client): void {
  document.documentElement.dataset['device'] = client.levers.pc ? 'pc' : 'phone';
  globalThis.addEventListener('resize', () => {
    const { innerWidth: windowWidth, innerHeight: windowHeight } = globalThis;
    const change = {
      size: { windowWidth, windowHeight },
      deviceOrientation: windowWidth > windowHeight ? 'landscape' : 'portrait',
    };
    client.events.emit('resize', change);
    const { top } = client.stack;
    if (top === undefined) return;
    top.root.getComponent().triggerPageLifetime('resize', [change]);
    callMethod(top.instance, 'onResize', [change], client.report);
  });
}
