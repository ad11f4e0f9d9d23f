/** What else the clerk's device does: scanning, copying, being wide (WeChat on a PC), and its size changing. */

/** From here on a list and a detail stand side by side (styles: the same number). */
export const WIDE_PX = 720;

export function isWide(): boolean {
  return wx.getWindowInfo().windowWidth >= WIDE_PX;
}

/** Calls `changed` when the window becomes wide or narrow; the answer ends it. */
export function watchWidth(changed: (wide: boolean) => void): () => void {
  let last = isWide();
  const listener = ({ size }: WechatMiniprogram.OnWindowResizeListenerResult): void => {
    const wide = size.windowWidth >= WIDE_PX;
    if (wide === last) return;
    last = wide;
    changed(wide);
  };
  wx.onWindowResize(listener);
  return () => wx.offWindowResize(listener);
}

/** What a code says, or undefined when the clerk changed their mind. */
export function scan(): Promise<string | undefined> {
  return new Promise((resolve) => {
    wx.scanCode({
      success: ({ result }) => resolve(result),
      fail: () => resolve(undefined),
    });
  });
}

export function copy(text: string): void {
  void wx.setClipboardData({ data: text });
}
