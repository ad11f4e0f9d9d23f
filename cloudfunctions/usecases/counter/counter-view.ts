/** A payment at a counter as the clerk sees it: how far it is, and what can be done now. */
import type { CounterOrderView, CounterStage } from '../../contract/counter-types';
import { offerTender } from '../../domain/on-tender';
import { isGivenBack, type Order } from '../../domain/order';
import type { Base } from '../deps';
import { splitView } from '../order-view';

function closingStage({ counter, legs }: Order): CounterStage {
  if (counter?.tender?.state !== 'asked') return 'ending';
  return legs.cash === 'closed' && legs.insurance === 'paid' ? 'tender' : 'tender-wait';
}

/** Cash that is taken first may be there already, with insurance still to be settled behind it. */
function takingStage({ counter, legs, payment }: Order): CounterStage {
  if (counter?.first === 'cash' && legs.cash === 'paid') return 'settling';
  return payment === 'placing' ? 'preparing' : 'charging';
}

function stageOf(order: Order): CounterStage {
  if (order.review !== undefined) return 'review';
  switch (order.payment) {
    case 'authorising':
      return 'preparing';
    case 'placing':
    case 'unknown':
    case 'payable':
      return takingStage(order);
    case 'closing':
      return closingStage(order);
    case 'failing':
      return 'ending';
    case 'paid':
      return isGivenBack(order) ? 'over' : 'paid';
    case 'not-needed':
      if (order.settlement.state === 'refused') return 'over';
      return order.settlement.state === 'settled' ? 'paid' : 'preparing';
    case 'rejected':
    case 'closed':
    case 'failed':
      return 'over';
  }
}

function insuranceOf(order: Order, stage: CounterStage): CounterOrderView['insurance'] {
  const { legs, upload } = order;
  const settled = legs.insurance === 'paid' || upload?.state === 'priced';
  if (!settled) return 'none';
  return stage === 'over' ? 'reversed' : 'settled';
}

function acts(deps: Base, order: Order, stage: CounterStage): CounterOrderView['can'] {
  switch (stage) {
    case 'preparing':
    case 'charging':
    case 'settling':
      return offerTender(order, deps.clock.now(), deps.rules) === undefined
        ? ['give-up']
        : ['give-up', 'other-tender'];
    case 'tender-wait':
      return ['give-up'];
    case 'tender':
      return ['give-up', 'record-tender'];
    case 'ending':
    case 'paid':
    case 'over':
    case 'review':
      return [];
  }
}

/** The number that the regional centre answered with, if that ended it. */
function codeOf({ history }: Order): string | undefined {
  const notes = history.flatMap(({ note }) =>
    note?.startsWith('onecode ') === true ? [note] : [],
  );
  return notes.at(-1);
}

function tenderOf({ counter }: Order): Pick<CounterOrderView, 'tender' | 'tenderUntil'> {
  const { tender } = counter ?? {};
  switch (tender?.state) {
    case 'asked':
      return { tenderUntil: tender.until };
    case 'taken':
      return { tender: { kind: tender.kind, receipt: tender.receipt } };
    case undefined:
      return {};
  }
}

export function counterOrderView(deps: Base, order: Order): CounterOrderView {
  const stage = stageOf(order);
  const { settlement, proof, platformTradeNo } = order;
  // what went wrong before it was paid after all is nobody's business any more
  const reason = stage === 'paid' ? undefined : order.reason;
  const { settlementNo, pickup } = settlement;
  const code = reason === undefined ? undefined : codeOf(order);
  const why = reason === undefined ? undefined : order.counter?.why;
  return {
    orderNo: order.orderNo,
    title: order.title,
    patientName: order.patientName,
    billIds: order.billIds,
    stage,
    payment: order.payment,
    first: order.counter?.first ?? 'insurance',
    split: splitView(order),
    insurance: insuranceOf(order, stage),
    hospital: settlement.state === 'due' ? 'pending' : settlement.state,
    ...(settlementNo === undefined ? {} : { settlementNo }),
    ...(pickup === undefined ? {} : { pickup }),
    createdAt: order.createdAt,
    deadlineAt: order.deadlineAt,
    ...(proof === undefined ? {} : { paidAt: proof.paidAt }),
    ...(platformTradeNo === undefined ? {} : { platformTradeNo }),
    ...tenderOf(order),
    ...(reason === undefined ? {} : { reason }),
    ...(code === undefined ? {} : { code }),
    ...(why === undefined ? {} : { why }),
    can: acts(deps, order, stage),
  };
}
