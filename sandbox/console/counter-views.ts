/**
 * 一码付 at counters as its parties see it: of one payment the certificate of the regional centre and the
 * insurance that the hospital settled (the charge itself is WeChat Pay's, medins-views); and which levers are
 * set. Veiled like everything the console shows; amounts fen, times ms.
 */

import type { CounterDesk } from '../hospital/counter';
import type { VoucherCentreEngine } from '../platform/voucher-centre/engine';
import type { PhoneDesk } from '../platform/wechatpay/phones';
import { veiled } from './veil';

export interface CounterSources {
  readonly centre: Pick<VoucherCentreEngine, 'accounts' | 'levers' | 'certificates'>;
  readonly phones: Pick<PhoneDesk, 'pays' | 'typing'>;
  readonly desk: Pick<CounterDesk, 'insurance' | 'readings'>;
  /** Where the counter service listens and how often it broke down; undefined: it is off. */
  readonly service: () => { readonly baseUrl: string; readonly crashes: number } | undefined;
}

const SHOWN_LAST = 50;

function newest<T>(list: readonly T[]): readonly T[] {
  return list.slice(-SHOWN_LAST).reverse();
}

/** By our order's number. Null where neither has heard of it. */
export function counterView({ centre, desk }: CounterSources, orderNo: string): unknown {
  const certificate = centre.certificates().find(({ serial }) => serial === orderNo);
  const insurance = desk.insurance().find((one) => one.orderNo === orderNo);
  if (certificate === undefined && insurance === undefined) return null;
  return veiled({
    ...(certificate === undefined ? {} : { certificate }),
    ...(insurance === undefined ? {} : { insurance: insuranceView(insurance) }),
  });
}

type Insurance = ReturnType<CounterDesk['insurance']>[number];

function insuranceView(record: Insurance): object {
  const settled = record.kind === 'settled' ? record : record.settled;
  return {
    status: record.kind,
    ...(record.kind === 'reversed'
      ? { reversedAt: record.reversedAt, refundNo: record.refundNo }
      : {}),
    ...(settled === undefined
      ? {}
      : {
          settlementNo: settled.settlementNo,
          settledAt: settled.settledAt,
          serialNo: settled.request.serialNo,
          split: settled.split,
        }),
  };
}

/** What is set for what comes next, who has signed, and what the centre has given out. */
export function counterLevers(sources: CounterSources): unknown {
  const { centre, phones, desk, service } = sources;
  const { id: _id, ...levers } = centre.levers();
  const running = service();
  return veiled({
    service: running === undefined ? null : { baseUrl: running.baseUrl, crashes: running.crashes },
    levers,
    people: centre.accounts().map(({ openid, patientId, status, reason }) => ({
      ...{ patientId, status, pays: phones.pays(openid) },
      ...(reason === undefined ? {} : { reason }),
    })),
    typing: phones.typing().map(({ outTradeNo, total, codePayment }) => ({
      ...{ outTradeNo, total, endsAt: codePayment?.typingEndsAt },
    })),
    certificates: newest(centre.certificates()).map(({ openid: _openid, ...shown }) => shown),
    readings: newest(desk.readings()).map(({ scanId: _scanId, ...shown }) => shown),
  });
}
