/** What is wrong with a page as it stands in a browser, for tests that look at every screen. */

/**
 * A program for the page: a list of its flaws in words - sideways scrolling, text below 4.5:1 on what
 * it stands on, and on narrow screens controls that are less than 40 px high.
 */
export const FLAWS = `(() => {
  const flaws = [];
  if (document.documentElement.scrollWidth > innerWidth) flaws.push('scrolls sideways');
  const parse = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = ([r, g, b]) => [r, g, b]
    .map((part) => part / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (node) => {
    for (let up = node; up !== null; up = up.parentElement) {
      const [r, g, b, a = 1] = parse(getComputedStyle(up).backgroundColor);
      if (a > 0) return [r, g, b];
    }
    return [255, 255, 255];
  };
  for (const node of document.querySelectorAll('body *')) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== '');
    const box = node.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    if (own && node.tagName !== 'OPTION' && !node.matches('.skip')) {
      const [light, dark] = [luminance(parse(getComputedStyle(node).color)), luminance(ground(node))].sort((a, b) => b - a);
      const ratio = (light + 0.05) / (dark + 0.05);
      if (ratio < 4.5) flaws.push(node.textContent.trim().slice(0, 20) + ' ' + ratio.toFixed(2));
    }
    const small = innerWidth < 900 && box.height < 40;
    if (small && node.matches('button, select, input, a.button')) flaws.push('small: ' + (node.textContent || node.dataset.testid));
  }
  return [...new Set(flaws)];
})()`;
