/**
 * Who acts on a return code of 医保码一码付 (one-code specification V1.0 §1.7); what they read is in i18n.
 */
import type { CodeActor, ReturnCode } from '../i18n/texts';

export const CODE_ACTORS: Readonly<Record<ReturnCode, CodeActor>> = {
  '-1': 'centre',
  '-2': 'engineer',
  '-3': 'centre',
  '-4': 'engineer',
  '-5': 'engineer',
  '-6': 'clerk',
  '500001': 'patient',
  '500002': 'patient',
  '500003': 'patient',
  '500008': 'patient',
  '500012': 'centre',
  '500014': 'engineer',
  '500033': 'centre',
  '500042': 'patient',
  '500050': 'patient',
  '500054': 'patient',
  '500057': 'patient',
  '500058': 'patient',
  '500084': 'clerk',
  '500093': 'engineer',
  '500100': 'engineer',
  '500208': 'centre',
  '500209': 'centre',
  '500156': 'engineer',
  '500242': 'patient',
  '500243': 'patient',
  '500244': 'patient',
  '500316': 'engineer',
  '500318': 'patient',
  '500319': 'clerk',
  '500320': 'clerk',
  '500321': 'patient',
};

function isReturnCode(text: string): text is ReturnCode {
  return Object.prototype.hasOwnProperty.call(CODE_ACTORS, text);
}

/** The return code in what the server heard (`onecode 500243`, or the number alone). */
export function returnCodeIn(code: string | undefined): ReturnCode | undefined {
  const number = /^(?:onecode )?(-?\d+)$/.exec(code ?? '')?.[1] ?? '';
  return isReturnCode(number) ? number : undefined;
}
