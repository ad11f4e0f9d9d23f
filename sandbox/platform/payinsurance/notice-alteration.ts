/**
 * Altered copies of a notice (interface document v2.4 §3.5): other fields, other signatures, for those
 * who want to see whether a forgery is believed.
 */

import type { Notice } from './model';
import { withSign, withWrongSign } from './signing';
import { readXml, writeXml } from './xml';

export interface Alteration {
  readonly set?: Readonly<Record<string, string>> | undefined;
  readonly remove?: readonly string[] | undefined;
  /** `keep` the old signature, sign `right`ly anew, sign `wrong`ly, or send `none`. */
  readonly sign: 'keep' | 'right' | 'wrong' | 'none';
}

/** The notice's XML with the change made; `key` is the one that it is signed with. */
export function alteredNotice(
  notice: Pick<Notice, 'body'>,
  key: string,
  { set, remove = [], sign }: Alteration,
): string {
  const kept = Object.entries(readXml(notice.body)).filter(([name]) => !remove.includes(name));
  const fields = { ...Object.fromEntries(kept), ...set };
  switch (sign) {
    case 'keep':
      return writeXml(fields);
    case 'right':
      return writeXml(withSign(fields, key));
    case 'wrong':
      return writeXml(withWrongSign(fields, key));
    case 'none': {
      const { sign: _sign, ...unsigned } = fields;
      return writeXml(unsigned);
    }
  }
}
