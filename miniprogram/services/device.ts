/**
 * What the phone in the hand is like: text size, language, theme. What the person chose in the settings
 * comes before what WeChat says. Read once per page.
 */
import type { Language, TextSize } from './preferences';
import { preferences } from './preferences';

export type { Language };

const LARGEST = 1.6;
/** Never smaller than what WeChat is set to. */
const CHOSEN: Readonly<Record<TextSize, number>> = { wechat: 1, large: 1.2, largest: 1.4 };

/** How much larger than normal the patient reads (care mode: 1.4). Between 1 and 1.6. */
export function fontScale(): number {
  const factor: unknown = wx.getAppBaseInfo().fontSizeScaleFactor;
  const chosen = CHOSEN[preferences().textSize ?? 'wechat'];
  if (typeof factor !== 'number' || !Number.isFinite(factor)) return chosen;
  return Math.min(LARGEST, Math.max(chosen, factor));
}

/** For a page's root node: the tokens in styles/tokens.wxss are multiplied by it. */
export function scaleStyle(): string {
  return `--scale:${fontScale()};`;
}

/** As chosen; else Chinese, unless WeChat itself is set to English. */
export function language(): Language {
  const chosen = preferences().language;
  if (chosen !== undefined) return chosen;
  return /^en/i.test(wx.getAppBaseInfo().language) ? 'en' : 'zh-CN';
}
