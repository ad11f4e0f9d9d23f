/**
 * The one way to the function `counter`, and which counter this phone stands at. As services/desk, asking
 * never throws; nothing is ever sent again by itself (money rule 2).
 */
import type { CounterActions } from '../../../../cloudfunctions/contract/counter-types';
import { send } from '../../../services/api';
import { readStored, writeStored } from '../../../services/storage';
import type { Outcome } from '../../../services/trouble';
import { counterAnswers } from './answers-counter';

/** Calls an action as the person whose phone it is. */
export function askCounter<A extends keyof CounterActions>(
  action: A,
  input: CounterActions[A]['in'],
): Promise<Outcome<CounterActions[A]['out']>> {
  return send('counter', action, input, counterAnswers[action]);
}

const KEY = 'staff.counter';

/** The counter that was chosen last on this phone; empty when none was. */
export function rememberedCounter(): string {
  const stored = readStored(KEY);
  return typeof stored === 'string' ? stored : '';
}

/** Keeps it. A full storage only means that it is chosen again next time. */
export function rememberCounter(counterNo: string): void {
  try {
    writeStored(KEY, counterNo);
  } catch {
    // chosen again next time
  }
}

/** What a clerk typed or scanned of a 医保码: without blanks and dashes, wide digits made narrow. */
export function codeIn(typed: string): string {
  return typed
    .replace(/[\s-]/g, '')
    .replace(/[０-９]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

/** Whether it can be a code at all, as the function checks it; whose it is the hospital's reader tells. */
export function isCode(text: string): boolean {
  return /^[0-9A-Za-z]{10,40}$/.test(text);
}
