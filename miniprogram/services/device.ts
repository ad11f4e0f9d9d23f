/** What the phone in the hand is like: text size, language, theme. Read once per page. */

export type Language = 'zh-CN' | 'en';

const LARGEST = 1.6;

/** How much larger than normal the patient reads (care mode: 1.4). Between 1 and 1.6. */
export function fontScale(): number {
  const factor: unknown = wx.getAppBaseInfo().fontSizeScaleFactor;
  if (typeof factor !== 'number' || !Number.isFinite(factor)) return 1;
  return Math.min(LARGEST, Math.max(1, factor));
}

/** For a page's root node: the tokens in styles/tokens.wxss are multiplied by it. */
export function scaleStyle(): string {
  return `--scale:${fontScale()};`;
}

/** Chinese, unless WeChat itself is set to English. */
export function language(): Language {
  return /^en/i.test(wx.getAppBaseInfo().language) ? 'en' : 'zh-CN';
}
