/** Copies a text; WeChat itself says that it was copied. */
export function copyText(text: string): void {
  // Refused by the privacy setting: the text stands on the page and can be read off.
  wx.setClipboardData({ data: text, fail: () => undefined });
}
