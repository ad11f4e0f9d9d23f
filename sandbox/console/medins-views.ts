/**
 * 2.0 as WeChat Pay and the insurance bureau see it: of one payment the mixed order, its cash order and
 * refunds and the uploaded fees; and which levers are set. Veiled like everything the console shows;
 * amounts fen, times ms.
 */

import type { Bureau, UploadView } from '../bureau';
import type { WechatPayEngine } from '../platform/wechatpay/engine';
import type { CashOrder, CashRefund, MixedOrder } from '../platform/wechatpay/model';
import { veiled } from './veil';

export interface MedinsSources {
  readonly wechatpay: Pick<WechatPayEngine, 'order' | 'cashOrder' | 'refunds' | 'levers' | 'keys'>;
  readonly bureau: Pick<Bureau, 'uploads' | 'levers'>;
}

export interface MedinsViews {
  readonly wechatpay: unknown;
  readonly bureau: unknown;
}

/** By our order's number, the out_trade_no. Null where a party has never heard of it. */
export function medinsViews({ wechatpay, bureau }: MedinsSources, orderNo: string): MedinsViews {
  const mixed = wechatpay.order({ outTradeNo: orderNo });
  const cash = wechatpay.cashOrder(orderNo);
  const upload = bureau.uploads().find((one) => one.orderNo === orderNo);
  const known = mixed !== undefined || cash !== undefined;
  const refunds = wechatpay.refunds.list().filter(({ cashId }) => cashId === cash?.id);
  return {
    wechatpay: known
      ? veiled({
          ...(mixed === undefined ? {} : { mixed: mixedView(mixed) }),
          ...(cash === undefined ? {} : { cash: cashView(cash) }),
          refunds: refunds.map(refundView),
        })
      : null,
    bureau: upload === undefined ? null : veiled(uploadView(upload)),
  };
}

/** What is set at either party for what comes next. */
export function medinsLevers({ wechatpay, bureau }: MedinsSources): object {
  const { signWith, insuranceFails, answersDelayMs, probeAnswers, nextRefunds } =
    wechatpay.levers();
  const { failures, priceShifts, authorisationLifeMs } = bureau.levers();
  const { publicKey, certificate } = wechatpay.keys.platform;
  return {
    wechatpay: {
      ...{ signWith, answersDelayMs, probeAnswers, nextRefunds },
      signingKey: signWith === 'certificate' ? certificate.id : publicKey.id,
      insuranceFails: insuranceFails.left,
    },
    bureau: { failures: veiled(failures, 'failures'), priceShifts, authorisationLifeMs },
  };
}

function mixedView(order: MixedOrder): object {
  const { asked: _asked, payer: _payer, relative: _relative, refundTold, ...shown } = order;
  return { ...shown, told: refundTold !== undefined };
}

function cashView({ asked: _asked, description: _what, ...shown }: CashOrder): object {
  return shown;
}

function refundView({ asked: _asked, ...shown }: CashRefund): object {
  return shown;
}

function uploadView({ estimate: _estimate, ...shown }: UploadView): object {
  return shown;
}
