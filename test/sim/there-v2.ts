/**
 * What platform and bureau really hold of a 2.0 order, read from their tables: the mixed order, its cash
 * order, the upload. There is no CLOSED in 2.0 (trap 38): over is what can never be paid any more.
 */
import type { Refund } from '../../cloudfunctions/domain/refund';
import type { Bureau } from '../../sandbox/bureau';
import type { UploadState } from '../../sandbox/bureau/for-hospital';
import {
  keyOf,
  TABLES,
  type CashOrder,
  type CashRefund,
  type MixedOrder,
  type Owner,
} from '../../sandbox/platform/wechatpay/model';
import type { Tables } from '../../sandbox/shared/tables';
import { ACCOUNTS } from './people';
import type { Schedule } from './schedule';
import type { PlatformSights, RefundThere, There } from './there';

/** The three of an order, as they stand. */
export interface Seen {
  readonly mixed: MixedOrder | undefined;
  readonly cash: CashOrder | undefined;
  readonly upload: UploadState['status'];
}

/** Of a pay_auth_no: whose phone it was given to, for their own fees or those of a relative. */
export interface Permission {
  readonly openid: string;
  readonly kind: 'self' | 'family';
}

export interface SightsV2 extends PlatformSights {
  readonly permission: (payAuthNo: string) => Permission | undefined;
  readonly seen: (orderNo: string) => Seen;
  readonly cashRefund: (refundNo: string) => CashRefund | undefined;
  readonly upload: (orderNo: string) => UploadState;
}

function ownerOf(mode: Schedule['mode']): Owner {
  const { provider, hospitals, independent } = ACCOUNTS;
  if (mode === 'independent') return { mchid: independent.mchId, subMchid: '' };
  return { mchid: provider.mchId, subMchid: hospitals[0].mchId };
}

/** Whether cash was taken that is not back. */
function holdsCash({ mixed, cash }: Seen): boolean {
  return cash?.paidAt !== undefined && mixed?.self !== 'REFUND';
}

function thereOf(seen: Seen): There | undefined {
  const { mixed, cash, upload } = seen;
  const stands = upload === 'uploaded' || upload === 'priced';
  if (mixed === undefined && cash === undefined && !stands && upload !== 'settled')
    return undefined;
  const paid = mixed?.state === 'SUCCESS' || mixed?.state === 'REFUND';
  const kept = upload === 'settled' || mixed?.medIns === undefined;
  const held = mixed?.state === 'SUCCESS' && cash?.state !== 'REFUND' && kept;
  const money = holdsCash(seen) || upload === 'settled';
  const cashOpen = cash?.state === 'NOTPAY' || cash?.state === 'USERPAYING';
  // a password that is entered over closed cash and withdrawn fees can only fail
  const open = mixed?.state === 'FAIL' ? false : cashOpen || stands;
  const over = !paid && !money && !open;
  const idle = mixed === undefined && cash?.state === 'NOTPAY' && !stands && !money;
  return {
    get word() {
      return `mixed ${mixed?.state ?? 'none'}, cash ${cash?.state ?? 'none'}, upload ${upload}`;
    },
    ...{ paid, held, over },
    ...(idle ? { idle } : {}),
    takable: paid ? held : !over,
    total: mixed?.totalFee ?? cash?.total ?? 0,
    cash: mixed?.cashFee ?? cash?.total ?? 0,
    insurance: mixed === undefined ? 0 : mixed.govFee + mixed.selfFee + mixed.otherFee,
  };
}

const touchesInsurance = ({ mode }: Refund): boolean =>
  mode === 'whole' || mode === 'insurance-and-cash-part';

function refundOf(
  { mixed }: Seen,
  upload: UploadState,
  cash: CashRefund | undefined,
  refund: Refund,
): RefundThere | undefined {
  const isBack = upload.status === 'refunded';
  if (cash === undefined && !isBack) return undefined;
  const insured = touchesInsurance(refund) && mixed?.medIns !== undefined;
  const cashDone = refund.cash === 0 || cash?.status === 'SUCCESS';
  return {
    back: cashDone && (!insured || isBack),
    told: !isBack || mixed?.medIns === 'REFUND',
    agrees:
      (cash === undefined || cash.amount === refund.cash) &&
      (!isBack || (insured && upload.refundNo === refund.refundNo)),
  };
}

export function sightsV2(
  mode: Schedule['mode'],
  tables: Tables,
  bureau: Bureau,
  permissions: ReadonlyMap<string, Permission>,
): SightsV2 {
  const owner = ownerOf(mode);
  const mixed = tables.table<MixedOrder>(TABLES.mixed);
  const cash = tables.table<CashOrder>(TABLES.cash);
  const refunds = tables.table<CashRefund>(TABLES.refunds);
  const seen = (orderNo: string): Seen => {
    const id = keyOf(owner, orderNo);
    return { mixed: mixed.get(id), cash: cash.get(id), upload: bureau.state(orderNo).status };
  };
  const cashRefund = (refundNo: string) => refunds.get(keyOf(owner, refundNo));
  return {
    seen,
    cashRefund,
    permission: (payAuthNo) => permissions.get(payAuthNo),
    upload: (orderNo) => bureau.state(orderNo),
    there: (orderNo) => thereOf(seen(orderNo)),
    refund: (orderNo, refund) =>
      refundOf(seen(orderNo), bureau.state(orderNo), cashRefund(refund.refundNo), refund),
  };
}
