/** Notices of 2.0 as a run carries them: signed when they are sent, spoilt on the way, caught and repeated. */
import type { Notice } from '../../cloudfunctions/ports/notice-reader';
import type { WechatPayEngine } from '../../sandbox/platform/wechatpay/engine';
import type { Alteration, Parcel } from '../../sandbox/platform/wechatpay/notice-parcel';
import { KEYS } from './keys-v2';
import type { NoticeDesk } from './platform';
import type { NoticeWay } from './schedule';

const SIGNATURE_BYTES = 256;

function asHeard({ body, headers }: Parcel): Notice {
  const lower = new Map(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return { body, header: (name) => lower.get(name) };
}

const SPOILT: Partial<Record<NoticeWay, Alteration>> = {
  'wrong-sign': { sign: 'wrong' },
  unsigned: { sign: 'none' },
  altered: { sign: 'right', set: { total_fee: 1 } },
  // as somebody on the way caught it
  replayed: { sign: 'keep' },
  garbage: { sign: 'probe' },
};

export function noticesV2(engine: WechatPayEngine, clock: { now(): number }): NoticeDesk {
  const { notices } = engine;
  return {
    due: () => notices.due(),
    list: () => notices.list(),
    lose: (id) => void notices.lose(id),
    postpone: (id, ms) => void notices.postpone(id, ms),
    record(id, fault) {
      notices.record(id, fault);
      return notices.get(id)?.state === 'given-up';
    },
    posted(id, way) {
      const notice = notices.get(id);
      if (notice === undefined) return { body: '', header: () => undefined };
      const parcel = notices.parcel(notice, SPOILT[way]);
      if (SPOILT[way] === undefined) notices.sent(id, parcel.headers);
      return asHeard(parcel);
    },
    forged({ orderNo }) {
      const signature = Buffer.alloc(SIGNATURE_BYTES, orderNo).toString('base64');
      const body = JSON.stringify({
        ...{ id: 'EV-forged', event_type: 'MEDICAL_INSURANCE.SUCCESS' },
        resource: { algorithm: 'AEAD_AES_256_GCM', ciphertext: signature, nonce: 'forged000000' },
      });
      return asHeard({
        body,
        headers: {
          'Wechatpay-Timestamp': String(Math.floor(clock.now() / 1000)),
          'Wechatpay-Nonce': 'forged',
          'Wechatpay-Serial': KEYS.platform.publicKey.id,
          'Wechatpay-Signature': signature,
        },
      });
    },
    fault(_id, { statusCode }) {
      return statusCode === 200 || statusCode === 204 ? undefined : `HTTP ${String(statusCode)}`;
    },
  };
}
