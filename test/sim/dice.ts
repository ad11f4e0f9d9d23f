/**
 * Chance that repeats itself: mulberry32 from a seed of 32 bits. Whatever a run draws, it draws from
 * one of these (docs/money-rules.md; a failing seed must replay).
 */

export interface Dice {
  /** A whole number from 0 up to, not including, `bound`. */
  below(bound: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** One of the names, each as likely as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K;
  /** `bytes` bytes as lower-case hex. */
  hex(bytes: number): string;
}

/** Spreads neighbouring seeds over the whole range, so that they do not begin alike. */
function scattered(seed: number): number {
  let x = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

export function diceOf(seed: number): Dice {
  let state = scattered(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return (x ^ (x >>> 14)) >>> 0;
  };
  const below = (bound: number): number => next() % bound;
  return {
    below,
    chance: (share) => next() < share * 0x1_0000_0000,
    pick: (list) => list[below(list.length)] ?? list[0],
    weighted: (weights) => drawWeighted(weights, below),
    hex: (bytes) => {
      let text = '';
      while (text.length < bytes * 2) text += hexWord(next());
      return text.slice(0, bytes * 2);
    },
  };
}

/** Every byte in two digits: numbers of 32 bits take long to spell. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hexByte = (byte: number): string => HEX[byte & 255] ?? '';

/** 32 bits in eight digits. */
export function hexWord(word: number): string {
  return hexByte(word >>> 24) + hexByte(word >>> 16) + hexByte(word >>> 8) + hexByte(word);
}

function drawWeighted<K extends string>(
  weights: Readonly<Record<K, number>>,
  below: (bound: number) => number,
): K {
  let total = 0;
  for (const name in weights) total += weights[name];
  let left = below(total);
  for (const name in weights) {
    left -= weights[name];
    if (left < 0) return name;
  }
  throw new RangeError('nothing to draw from');
}
