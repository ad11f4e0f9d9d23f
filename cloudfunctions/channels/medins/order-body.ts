/**
 * The mixed order (移动医保支付 2.0, POST /v3/med-ins/orders) as three types, so that an order with the
 * fields of another kind does not compile: INSURANCE_ONLY has no cash fields (trap 20), CASH_ONLY none of
 * the insurance. What is absent is left out.
 */
import type { Insured, PlaceRequest } from '../../ports/payment-channel';
import { fen, type Fen } from '../../../miniprogram/shared/fen';
import type { OrderKind } from '../../domain/order';
import { checkOrder } from './check-order';
import type { MedInsConfig } from './config';
import { feesOf, mixPayTypeOf, type Fees } from './order-amounts';
import type { CASH_ADD_TYPES, CASH_REDUCE_TYPES, ORDER_TYPES } from './order-fields';
import { OrderInvalid } from './order-invalid';
import { sealedPerson, type SealedPerson } from './person';
import { shanghaiTime } from './rfc3339';

export type OrderType = (typeof ORDER_TYPES)[number];
export type CashAddType = (typeof CASH_ADD_TYPES)[number];
export type CashReduceType = (typeof CASH_REDUCE_TYPES)[number];

/** Whose account it is; a field of the other way of access does not type-check. */
export type OrderAccount =
  | {
      readonly appid: string;
      readonly openid: string;
      readonly sub_appid?: never;
      readonly sub_mchid?: never;
      readonly sub_openid?: never;
    }
  | {
      readonly appid: string;
      readonly sub_appid: string;
      readonly sub_mchid: string;
      readonly sub_openid: string;
      readonly openid?: never;
    };

export type OrderPeople =
  | {
      readonly payer: SealedPerson;
      readonly pay_for_relatives: false;
      readonly relative?: never;
    }
  | {
      readonly payer: SealedPerson;
      readonly pay_for_relatives: true;
      readonly relative: SealedPerson;
    };

interface Common {
  readonly order_type: OrderType;
  readonly out_trade_no: string;
  readonly serial_no: string;
  readonly city_id: string;
  readonly med_inst_name: string;
  readonly med_inst_no: string;
  readonly total_fee: Fen;
  readonly cash_add_detail?: readonly {
    readonly cash_add_fee: Fen;
    readonly cash_add_type: CashAddType;
  }[];
  readonly cash_reduce_detail?: readonly {
    readonly cash_reduce_fee: Fen;
    readonly cash_reduce_type: CashReduceType;
  }[];
  readonly callback_url: string;
  readonly channel_no?: string;
  readonly med_ins_test_env?: true;
}

/** Fields of an order that insurance pays part of. */
export interface InsuranceFields {
  readonly pay_order_id: string;
  readonly pay_auth_no: string;
  /** "lng,lat" */
  readonly geo_location: string;
  readonly med_ins_order_create_time: string;
  readonly med_ins_gov_fee: Fen;
  readonly med_ins_self_fee: Fen;
  readonly med_ins_other_fee: Fen;
  readonly med_ins_cash_fee: Fen;
  readonly passthrough_request_content?: string;
}

/** Fields of an order that cash pays part of. */
export interface CashFields {
  readonly wechat_pay_cash_fee: Fen;
  readonly prepay_id: string;
}

type Without<T> = { readonly [K in keyof T]?: never };

export type CashOnlyOrder = Common &
  OrderAccount &
  OrderPeople & { readonly mix_pay_type: 'CASH_ONLY' } & CashFields &
  Without<InsuranceFields>;

export type InsuranceOnlyOrder = Common &
  OrderAccount &
  OrderPeople & { readonly mix_pay_type: 'INSURANCE_ONLY' } & InsuranceFields &
  Without<CashFields>;

export type CashAndInsuranceOrder = Common &
  OrderAccount &
  OrderPeople & { readonly mix_pay_type: 'CASH_AND_INSURANCE' } & CashFields &
  InsuranceFields;

export type MedInsOrder = CashOnlyOrder | InsuranceOnlyOrder | CashAndInsuranceOrder;

const ORDER_KINDS: Readonly<Record<OrderKind, OrderType>> = {
  clinic: 'DIAG_PAY',
  registration: 'REG_PAY',
  deposit: 'IN_HOSP_PAY',
};

/**
 * The order to send; `prepayId` of the cash order that was made before, where there is cash. Throws
 * OrderInvalid for one that must not be sent.
 */
export function orderBody(
  config: MedInsConfig,
  request: PlaceRequest,
  prepayId: string | undefined,
): MedInsOrder {
  const fees = feesOf(request.amounts);
  const order = variant(config, request, fees, prepayId);
  const broken = checkOrder(config.mode, order.mix_pay_type, order);
  if (broken !== undefined) throw new OrderInvalid(broken.field, broken.rule);
  return order;
}

function variant(
  config: MedInsConfig,
  request: PlaceRequest,
  fees: Fees,
  prepayId: string | undefined,
): MedInsOrder {
  const common = {
    ...commonFields(config, request, fees),
    ...account(config, request),
    ...people(config, request),
  };
  const mix_pay_type = mixPayTypeOf(request.amounts);
  switch (mix_pay_type) {
    case 'CASH_ONLY':
      return { mix_pay_type, ...common, ...cashFields(fees, prepayId) };
    case 'INSURANCE_ONLY':
      return { mix_pay_type, ...common, ...insuranceFields(config, request, fees) };
    case 'CASH_AND_INSURANCE': {
      const insurance = insuranceFields(config, request, fees);
      return { mix_pay_type, ...common, ...insurance, ...cashFields(fees, prepayId) };
    }
  }
}

function commonFields(config: MedInsConfig, request: PlaceRequest, fees: Fees): Common {
  return {
    order_type: ORDER_KINDS[request.kind],
    out_trade_no: request.orderNo,
    serial_no: request.serialNo,
    city_id: config.cityId,
    med_inst_name: config.medInstName,
    med_inst_no: config.medInstNo,
    total_fee: fees.total_fee,
    ...details(request, fees),
    callback_url: config.callbackUrl,
    ...(config.channelNo === undefined ? {} : { channel_no: config.channelNo }),
    ...(config.testEnv ? { med_ins_test_env: true } : {}),
  };
}

function account(config: MedInsConfig, { payer }: PlaceRequest): OrderAccount {
  if (config.mode === 'merchant') return { appid: config.appid, openid: payer };
  const { appid, subAppid, subMchid } = config;
  return { appid, sub_appid: subAppid, sub_mchid: subMchid, sub_openid: payer };
}

/** The relative is the patient; the payer is whose WeChat it is. */
function people(config: MedInsConfig, { patient, payerPerson }: PlaceRequest): OrderPeople {
  if (payerPerson === undefined) {
    return { payer: sealedPerson(config, 'payer', patient), pay_for_relatives: false };
  }
  return {
    payer: sealedPerson(config, 'payer', payerPerson),
    pay_for_relatives: true,
    relative: sealedPerson(config, 'relative', patient),
  };
}

function cashFields(fees: Fees, prepayId: string | undefined): CashFields {
  if (prepayId === undefined) throw new OrderInvalid('prepay_id', 'missing');
  return { wechat_pay_cash_fee: fees.wechat_pay_cash_fee, prepay_id: prepayId };
}

function insuranceFields(
  config: MedInsConfig,
  { insured }: PlaceRequest,
  fees: Fees,
): InsuranceFields {
  if (insured === undefined) throw new OrderInvalid('pay_auth_no', 'missing');
  const geo_location = placeOf(insured.place) ?? config.hospitalPlace;
  return {
    pay_order_id: insured.payOrderId,
    pay_auth_no: insured.payAuthNo,
    geo_location,
    med_ins_order_create_time: shanghaiTime(insured.createdAt),
    med_ins_gov_fee: fees.med_ins_gov_fee,
    med_ins_self_fee: fees.med_ins_self_fee,
    med_ins_other_fee: fees.med_ins_other_fee,
    med_ins_cash_fee: fees.med_ins_cash_fee,
    ...(config.passthrough ? passedThrough(insured, geo_location) : {}),
  };
}

/** Trap 19: some cities want them once more, most forbid it. */
function passedThrough(insured: Insured, setlLatlnt: string) {
  const { payAuthNo, payOrderId: payOrdId } = insured;
  return { passthrough_request_content: JSON.stringify({ payAuthNo, payOrdId, setlLatlnt }) };
}

/** "lng,lat"; undefined for what is no place, as the middle of the sea that stands for "not known". */
export function placeOf(place: Insured['place'] | undefined): string | undefined {
  if (place === undefined) return undefined;
  const { latitude, longitude } = place;
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return undefined;
  if (latitude === 0 && longitude === 0) return undefined;
  return `${longitude.toFixed(6)},${latitude.toFixed(6)}`;
}

function details({ cashAddWording }: PlaceRequest, fees: Fees) {
  const { cash_add_fee: added, cash_reduce_fee: reduced } = fees;
  const cash_add_type: CashAddType = isFreight(cashAddWording) ? 'FREIGHT' : 'DEFAULT_ADD_TYPE';
  const cash_reduce_type: CashReduceType = 'DEFAULT_REDUCE_TYPE';
  return {
    ...(added === 0 ? {} : { cash_add_detail: [{ cash_add_fee: fen(added), cash_add_type }] }),
    ...(reduced === 0
      ? {}
      : { cash_reduce_detail: [{ cash_reduce_fee: fen(reduced), cash_reduce_type }] }),
  };
}

function isFreight(wording: string | undefined): boolean {
  return wording !== undefined && /快递|邮寄|配送|运费/.test(wording);
}
