/**
 * What is wrong with the page in front as it stands in the preview, for tests and pictures of every page: text below
 * 4.5:1 on what it stands on, tap targets below 44 px, text that is cut off, what sticks out sideways (design: the
 * phone, "Facts of the platform").
 */
import type { Page } from 'playwright-core';

export interface Flaws {
  readonly contrast: readonly string[];
  readonly taps: readonly string[];
  readonly cutOff: readonly string[];
  readonly sideways: readonly string[];
}

/** Runs in the page. Text that is there to be seen: not hidden, not disabled, not an icon font's letter. */
const PROGRAM = `(() => {
  const MIN_RATIO = 4.5;
  const MIN_TAP = 44;
  const root = document.querySelector('.wx-layer:not([hidden])');
  if (root === null) return { contrast: [], taps: [], cutOff: [], sideways: [] };
  for (const one of document.getAnimations()) {
    if (one.effect?.getComputedTiming().endTime !== Infinity) one.finish();
  }
  const numbers = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const over = ([r, g, b, a = 1], below) => [r, g, b].map((part, at) => part * a + below[at] * (1 - a));
  const luminance = (color) => color
    .map((part) => part / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const ratio = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const chain = (node) => node === null ? [] : [node, ...chain(node.parentElement)];
  /** Every colour that may lie behind a node: one, or those of a gradient. */
  const grounds = (node) => {
    const layers = [];
    for (const up of chain(node)) {
      const { backgroundColor, backgroundImage } = getComputedStyle(up);
      const stops = backgroundImage.match(/rgba?\\([^)]*\\)/g);
      if (stops !== null) return stops.map((stop) => layers.reduceRight((below, one) => over(one, below), over(numbers(stop), [255, 255, 255])));
      const color = numbers(backgroundColor);
      if ((color[3] ?? 1) > 0) layers.push(color);
      if ((color[3] ?? 1) === 1) break;
    }
    return [layers.reduceRight((below, one) => over(one, below), [255, 255, 255])];
  };
  /** Inside of something that is scrolled sideways by hand. */
  const scrollsAside = (node) => chain(node).some((up) => root.contains(up) && !up.matches('.wx-scroller') && /auto|scroll/.test(getComputedStyle(up).overflowX) && up.scrollWidth > up.clientWidth);
  const seen = (node) => {
    const box = node.getBoundingClientRect();
    const style = getComputedStyle(node);
    return box.width > 1 && box.height > 1 && style.visibility === 'visible' && opacity(node) > 0.05;
  };
  const opacity = (node) => chain(node).reduce((all, up) => all * Number(getComputedStyle(up).opacity), 1);
  const name = (node) => {
    const owner = node.closest('[data-testid]');
    const id = owner === null ? node.className : owner.dataset.testid;
    return id + ' "' + node.textContent.trim().slice(0, 16) + '"';
  };
  const disabled = (node) => node.closest('[disabled], [aria-disabled="true"], [class*="--disabled"]') !== null;
  const contrast = [];
  const cutOff = [];
  const walker = document.createTreeWalker(root.querySelector('wx-page'), NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
    const node = text.parentElement;
    if (text.data.trim() === '' || !seen(node) || disabled(node)) continue;
    const style = getComputedStyle(node);
    const own = numbers(style.color);
    const alpha = (own[3] ?? 1) * opacity(node);
    const worst = Math.min(...grounds(node).map((ground) => ratio(over([own[0], own[1], own[2], alpha], ground), ground)));
    if (worst < MIN_RATIO) contrast.push(name(node) + ' ' + worst.toFixed(2));
    const edge = chain(node).find((up) => root.contains(up) && getComputedStyle(up).overflowX !== 'visible');
    const clips = edge !== undefined && getComputedStyle(edge).overflowX === 'hidden' ? edge : undefined;
    const range = document.createRange();
    range.selectNodeContents(text);
    const right = Math.max(0, ...[...range.getClientRects()].map((box) => box.right));
    if (clips !== undefined && right > clips.getBoundingClientRect().right + 1) cutOff.push(name(node));
  }
  for (const field of root.querySelectorAll('wx-page input, wx-page textarea')) {
    if (!seen(field) || disabled(field) || field.value === '') continue;
    const [ground] = grounds(field);
    const worst = ratio(over(numbers(getComputedStyle(field).color), ground), ground);
    if (worst < MIN_RATIO) contrast.push(name(field) + ' ' + worst.toFixed(2));
  }
  const targets = root.querySelectorAll('wx-page [data-tap][data-testid][role], wx-page wx-button[data-testid], wx-page wx-input, wx-page wx-picker, wx-page wx-textarea');
  const taps = [...targets]
    .filter((node) => seen(node) && !disabled(node))
    .map((node) => [node, Math.round(node.getBoundingClientRect().height * 10) / 10])
    .filter(([, height]) => height < MIN_TAP)
    .map(([node, height]) => name(node) + ' ' + height + 'px');
  const sideways = [...root.querySelectorAll('wx-page, wx-page *')]
    .filter((node) => seen(node) && !scrollsAside(node))
    .filter((node) => node.getBoundingClientRect().right > innerWidth + 1)
    .map((node) => name(node));
  const once = (list) => [...new Set(list)];
  return { contrast: once(contrast), taps: once(taps), cutOff: once(cutOff), sideways: once(sideways) };
})()`;

export async function flawsOf(page: Page): Promise<Flaws> {
  return page.evaluate<Flaws>(PROGRAM);
}

/** All of them in words. */
export function describeFlaws({ contrast, taps, cutOff, sideways }: Flaws): readonly string[] {
  return [
    ...contrast.map((one) => `contrast: ${one}`),
    ...taps.map((one) => `tap target: ${one}`),
    ...cutOff.map((one) => `cut off: ${one}`),
    ...sideways.map((one) => `sticks out: ${one}`),
  ];
}

/** Resolves when the page has its content: nothing is being asked, nothing says that it is loading. */
export async function contentIsThere(page: Page): Promise<void> {
  await page.waitForFunction(`(() => {
    const preview = window.__preview;
    const front = document.querySelector('.wx-layer:not([hidden])');
    if (preview === undefined || front === null || preview.calling > 0) return false;
    return front.querySelector('[data-testid="state-loading"], [data-testid="skeleton"]') === null;
  })()`);
}
