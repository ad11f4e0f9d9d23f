/**
 * What a camera reads when it is held over another phone: `onecode:OPENID` becomes the 医保码 that this person's
 * phone shows at that moment; every other text is the code itself.
 */

import { isRecord, textOf } from './dom';

/** A code of the sandbox that can be picked. */
export interface KnownCode {
  readonly label: string;
  readonly text: string;
}

/** Who has a 医保码. */
const PEOPLE = '/sandbox/api/onecode';
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

/** The people whose phone can be held before the camera. */
export async function insuranceCodes(): Promise<readonly KnownCode[]> {
  const response = await fetch(PEOPLE);
  if (!response.ok) return [];
  const body: unknown = await response.json();
  const listed: unknown = isRecord(body) ? body['people'] : undefined;
  const people: readonly unknown[] = Array.isArray(listed) ? listed : [];
  return people.filter(isRecord).map((person) => ({
    label: `医保码 · ${textOf(person['label'])}`,
    text: `onecode:${textOf(person['openid'])}`,
  }));
}
