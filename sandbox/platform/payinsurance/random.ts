/**
 * The platform's only source of chance: numbers, nonces, keys and tokens are all drawn from one
 * function that is handed in, so that a simulation can repeat itself exactly.
 */

import { randomInt } from 'node:crypto';

/** A whole number from 0 up to, not including, `bound`. */
export type Random = (bound: number) => number;

export const cryptoRandom: Random = (bound) => randomInt(bound);

const DIGITS = '0123456789';
const LETTERS = `${DIGITS}ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz`;

export function randomDigits(random: Random, length: number): string {
  return draw(random, DIGITS, length);
}

export function randomText(random: Random, length: number): string {
  return draw(random, LETTERS, length);
}

function draw(random: Random, alphabet: string, length: number): string {
  let text = '';
  for (let i = 0; i < length; i += 1) text += alphabet.charAt(random(alphabet.length));
  return text;
}
