/** Asking about an order with scripted answers, for the tests of the query of 2.0. */
import type { ApiVerdict } from '../../cloudfunctions/channels/medins/api';
import type { MedInsConfig } from '../../cloudfunctions/channels/medins/config';
import { queryOrder } from '../../cloudfunctions/channels/medins/query';
import type { UploadStatus } from '../../cloudfunctions/ports/insurance-bureau';
import type { AskedOrder, QueryOutcome } from '../../cloudfunctions/ports/payment-channel';
import { FOREVER } from '../support/doubles';
import { asked, mixedSaid } from './medins-calls-answers';
import {
  ABSENT,
  OTHER_ORDER,
  PROVIDER,
  said,
  scriptedApi,
  scriptedBureau,
  SILENT,
} from './medins-calls-bench';

export interface World {
  readonly mixed: ApiVerdict;
  readonly cash?: ApiVerdict;
  readonly upload?: UploadStatus | 'silent';
}

export async function query(
  world: World,
  order: AskedOrder = asked(),
  config: MedInsConfig = PROVIDER,
) {
  const trace: string[] = [];
  const { cash } = world;
  const script = {
    'query-mixed': world.mixed,
    ...(cash === undefined ? {} : { 'query-cash': cash }),
  };
  const gateway = scriptedApi(script, trace);
  const bureau = scriptedBureau(world.upload ?? 'priced', undefined, trace);
  const outcome = await queryOrder({ config, api: gateway.api, bureau }, order, FOREVER);
  return { outcome, trace, asks: gateway.asks };
}

/** "state/cash leg/insurance leg", or the kind of an outcome without evidence. */
export function short(outcome: QueryOutcome): string {
  if (outcome.kind !== 'evidence') return outcome.kind;
  const { state, legs } = outcome.evidence;
  return `${state}/${legs.cash}/${legs.insurance}`;
}

/** A mixed order of both legs, by what it says. */
export const MIXED: Readonly<Record<string, ApiVerdict>> = {
  absent: ABSENT,
  silent: SILENT,
  created: said(mixedSaid('MIX_PAY_CREATED')),
  'created, cash in': said(mixedSaid('MIX_PAY_CREATED', { cash: 'SELF_PAY_SUCCESS' })),
  'created, insurance in': said(mixedSaid('MIX_PAY_CREATED', { insurance: 'MED_INS_PAY_SUCCESS' })),
  'created, cash in, insurance failed': said(
    mixedSaid('MIX_PAY_CREATED', { cash: 'SELF_PAY_SUCCESS', insurance: 'MED_INS_PAY_FAIL' }),
  ),
  paying: said(mixedSaid('USER_PAYING')),
  success: said(
    mixedSaid(
      'MIX_PAY_SUCCESS',
      { cash: 'SELF_PAY_SUCCESS', insurance: 'MED_INS_PAY_SUCCESS' },
      { paid_time: '2026-03-02T10:05:07+08:00' },
    ),
  ),
  'success, insurance open': said(mixedSaid('MIX_PAY_SUCCESS', { cash: 'SELF_PAY_SUCCESS' })),
  refund: said(
    mixedSaid('MIX_PAY_REFUND', { cash: 'SELF_PAY_REFUND', insurance: 'MED_INS_PAY_REFUND' }),
  ),
  fail: said(mixedSaid('MIX_PAY_FAIL', { insurance: 'MED_INS_PAY_FAIL' })),
  'fail, cash in': said(
    mixedSaid('MIX_PAY_FAIL', { cash: 'SELF_PAY_SUCCESS', insurance: 'MED_INS_PAY_FAIL' }),
  ),
  'fail, insurance open': said(mixedSaid('MIX_PAY_FAIL', { cash: 'SELF_PAY_SUCCESS' })),
  'fail, insurance in': said(mixedSaid('MIX_PAY_FAIL', { insurance: 'MED_INS_PAY_SUCCESS' })),
  'fail, cash going back': said(
    mixedSaid('MIX_PAY_FAIL', { cash: 'SELF_PAY_REFUND', insurance: 'MED_INS_PAY_FAIL' }),
  ),
  reversed: said(mixedSaid('REVERSED')),
  'new word': said(mixedSaid('MIX_PAY_WHATEVER')),
  'new word of a leg': said(mixedSaid('MIX_PAY_SUCCESS', { cash: 'SELF_PAY_LATER' })),
  'another order': said(mixedSaid('MIX_PAY_SUCCESS', {}, { out_trade_no: OTHER_ORDER })),
};
