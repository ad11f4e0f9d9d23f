/** The number that a clerk typed or scanned: of an order, a bill, a card, or a prescription code's link. */

const MOST = 64;

/** Without blanks; of a link, the code that it carries. */
export function numberIn(typed: string): string {
  const text = typed.replace(/\s+/g, '');
  const code = /^https?:\/\/[^?]*\?(?:[^#]*&)?c=([^&#]+)/i.exec(text)?.[1];
  return code === undefined ? text : decodeURIComponent(code);
}

/** Whether it can be a number at all. */
export function isNumber(text: string): boolean {
  return text.length <= MOST && /^[0-9A-Za-z_-]+$/.test(text);
}
