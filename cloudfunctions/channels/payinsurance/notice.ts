/**
 * Payment notices (interface document v2.4 §3.5): the signature first, over every field received, then
 * the content; and the answers of §3.5.2. A notice proves nothing by itself: it carries no time and replays
 * for ever. A refusal is the same for everybody and unsigned: a forger gets no sample of our signature.
 */
import { createHash } from 'node:crypto';
import type { Ids } from '../../ports/ids';
import type { NoticeAnswer, NoticeReader, NoticeReading } from '../../ports/notice-reader';
import type { PayInsuranceConfig } from './config';
import { noticeEvidence } from './evidence';
import { signatureState, withSignature } from './sign';
import { mayBelieve } from './signature-policy';
import { readXml, writeXml, type Fields } from './xml';
import { XmlRefused } from './xml-refused';

export function noticeReader(config: PayInsuranceConfig, ids: Ids): NoticeReader {
  const xml = (body: string): NoticeAnswer => ({
    statusCode: 200,
    contentType: 'text/xml; charset=utf-8',
    body,
  });
  const accepted = (): NoticeAnswer => {
    const fields = new Map([
      ['return_code', 'SUCCESS'],
      ['result_code', 'SUCCESS'],
      ['nonce_str', ids.hex(16)],
    ]);
    return xml(writeXml(withSignature(fields, config.key)));
  };
  const refusal = xml(writeXml(new Map([['return_code', 'FAIL']])));
  return { read: ({ body }) => readNotice(config, body), accepted, refused: () => refusal };
}

function readNotice(config: PayInsuranceConfig, body: string): NoticeReading {
  let fields: Fields;
  try {
    fields = readXml(body);
  } catch (error) {
    if (error instanceof XmlRefused) return { kind: 'refused', why: error.code };
    throw error;
  }
  const signature = signatureState(fields, config.key);
  if (!mayBelieve('notice', signature)) return { kind: 'refused', why: `signature-${signature}` };
  if (fields.get('return_code') !== 'SUCCESS') return { kind: 'refused', why: 'return-code' };
  const reading = noticeEvidence(config, fields);
  if (!reading.ok) return { kind: 'refused', why: reading.code };
  const { evidence: hint } = reading;
  return { kind: 'notice', subject: 'payment', hint, fingerprint: fingerprint(fields) };
}

/** Empty fields are not signed, so they are not part of what was said. */
function fingerprint(fields: Fields): string {
  const said = [...fields]
    .filter(([name, value]) => name !== 'nonce_str' && name !== 'sign' && value !== '')
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(said), 'utf8').digest('hex');
}
