/**
 * What a camera reads when it is held over another phone: `onecode:OPENID` becomes the 医保码 that this person's
 * phone shows at that moment; every other text is the code itself.
 */

import { isRecord, textOf } from './dom';

/** Where the sandbox tells somebody's code; as the page /one-code asks for it. */
const CODE_OF = '/sandbox/api/onecode/code';
const SHOWN_BY = /^onecode:(?<openid>[\w-]{1,64})$/;

/** The text in the camera's sight; undefined when that person shows no code. */
export async function scannedText(text: string): Promise<string | undefined> {
  const openid = SHOWN_BY.exec(text)?.groups?.['openid'];
  if (openid === undefined) return text;
  const response = await fetch(`${CODE_OF}?${new URLSearchParams({ openid }).toString()}`);
  if (!response.ok) return undefined;
  const body: unknown = await response.json();
  const code = isRecord(body) ? textOf(body['code']) : '';
  return code === '' ? undefined : code;
}
