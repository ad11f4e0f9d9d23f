/**
 * WeChat's own units in terms that a browser knows: `rpx` (750 to the width of the screen), `vh` (a hundredth of the
 * page below the navigation bar) and the safe-area insets. Used by the WXSS compiler and for inline styles.
 */

const TOKEN =
  /("[^"]*"|'[^']*'|url\([^)]*\))|(?<![\w.-])(-?(?:\d+\.?\d*|\.\d+))(rpx|vh)\b|\b(?:env|constant)\(\s*safe-area-inset-(top|right|bottom|left)\s*(?:,[^()]*)?\)/g;

/** Replaces every WeChat unit in a CSS value or a whole inline style; strings and urls stay as they are. */
export function replaceUnits(css: string): string {
  if (!/rpx|vh|safe-area/.test(css)) return css;
  return css.replace(
    TOKEN,
    (whole, kept?: string, count?: string, unit?: string, side?: string): string => {
      if (kept !== undefined) return kept;
      if (side !== undefined) return `var(--wx-safe-${side})`;
      if (count !== undefined && unit !== undefined) return `calc(${count} * var(--wx-${unit}))`;
      return whole;
    },
  );
}
