/**
 * Identity papers: the seven kinds of the interface document v2.4 §3.3 (user_card_type) and the
 * resident identity number of GB 11643 (18 characters with a check digit, or the older 15 digits).
 */

/** user_card_type: 1 resident identity card, 9 household register, 8 foreign passport, 5 Taiwan,
 * 4 Macao, 6 Hong Kong travel permit, 7 foreigner's permanent residence. */
export const IDENTITY_KINDS = [1, 9, 8, 5, 4, 6, 7] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_DIGITS = '10X98765432';

/** The GB 11643 check digit of 17 digits: "0"…"9" or "X". Throws RangeError on anything else. */
export function checkDigit(seventeen: string): string {
  if (!/^\d{17}$/.test(seventeen)) throw new RangeError('a check digit is taken over 17 digits');
  let sum = 0;
  WEIGHTS.forEach((weight, index) => {
    sum += weight * Number(seventeen.charAt(index));
  });
  return CHECK_DIGITS.charAt(sum % 11);
}

/**
 * The form in which papers are compared and digested: no blanks, upper case, 15 digits of a resident
 * number made 18 (century 19, check digit added). Says nothing about validity.
 */
export function normaliseIdentity(kind: IdentityKind, text: string): string {
  const compact = text.replace(/\s+/g, '').toUpperCase();
  if ((kind === 1 || kind === 9) && /^\d{15}$/.test(compact)) {
    const seventeen = `${compact.slice(0, 6)}19${compact.slice(6)}`;
    return seventeen + checkDigit(seventeen);
  }
  return compact;
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || year < 1900) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}

/** Whether the text can be a number of that kind of paper; resident numbers by date and check digit. */
export function isIdentityNumber(kind: IdentityKind, text: string): boolean {
  const number = normaliseIdentity(kind, text);
  if (kind !== 1 && kind !== 9) return /^[A-Z0-9]{5,18}$/.test(number);
  if (!/^[1-9]\d{16}[0-9X]$/.test(number)) return false;
  const year = Number(number.slice(6, 10));
  const month = Number(number.slice(10, 12));
  const day = Number(number.slice(12, 14));
  return isCalendarDay(year, month, day) && checkDigit(number.slice(0, 17)) === number.slice(17);
}
