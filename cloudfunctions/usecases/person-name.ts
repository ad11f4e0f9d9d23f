/**
 * Names as they are compared: the platform's real-name check and the hospital take a name to the letter
 * (interface document v2.4 §3.9), people and their keyboards do not.
 */

const MIDDLE_DOTS = /[·•‧∙・･⋅]/gu;

/**
 * Full-width letters made plain, blanks at the ends gone, blanks inside a Chinese name gone and inside
 * any other made one, the dot of 买买提·艾力 in its one form.
 */
export function normaliseName(text: string): string {
  const plain = text.replace(MIDDLE_DOTS, '·').normalize('NFKC').replace(MIDDLE_DOTS, '·');
  const name = plain.replace(/[\s\p{Cf}]+/gu, ' ').trim();
  return /\p{Script=Han}/u.test(name) ? name.replace(/ /g, '') : name;
}
