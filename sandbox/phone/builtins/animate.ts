/**
 * Plays what wx.createAnimation exported on an element, step after step, as CSS transitions.
 */

import { isRecord } from '../runtime/dom';
import { replaceUnits } from '../runtime/units';

/** Starts at the first step; another animation takes over from one that runs. */
export function playAnimation(host: HTMLElement, exported: unknown): void {
  if (!isRecord(exported) || running.get(host) === exported) return;
  const { actions } = exported;
  const steps = (Array.isArray(actions) ? actions : []).filter(isRecord);
  running.set(host, exported);
  play(host, exported, steps, 0);
}

const running = new WeakMap<HTMLElement, unknown>();

function play(
  host: HTMLElement,
  exported: unknown,
  steps: readonly Readonly<Record<string, unknown>>[],
  index: number,
): void {
  const step = steps[index];
  if (step === undefined || running.get(host) !== exported) return;
  const duration = Number(step['duration']);
  const delay = Number(step['delay']);
  host.style.transition = `all ${String(duration)}ms ${String(step['timingFunction'])} ${String(delay)}ms`;
  host.style.transformOrigin = String(step['transformOrigin']);
  const style = isRecord(step['style']) ? step['style'] : {};
  for (const [name, value] of Object.entries(style)) {
    host.style.setProperty(name, replaceUnits(String(value)));
  }
  setTimeout(() => play(host, exported, steps, index + 1), duration + delay);
}
