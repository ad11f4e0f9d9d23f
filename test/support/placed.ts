/** A small world in which one order is placed and payable. */
import type { OrderNo } from '../../cloudfunctions/domain/ids';
import { placeOrder } from '../../cloudfunctions/usecases/place-order';
import { BILL, FOREVER, HOSPITAL, OWNER, PATIENT, seen, world } from './doubles';

export async function placed() {
  const here = await world();
  const { orderNo } = await placeOrder(
    here.deps,
    {
      ...{ owner: OWNER, patientId: PATIENT, billIds: [BILL], payWith: 'insurance' },
      ...{ place: { kind: 'refused' }, entry: 'menu', clientIp: '10.0.0.1' },
    },
    FOREVER,
  );
  const [order] = here.orders.all();
  if (order === undefined) throw new Error('not placed');
  const stored = async () => {
    const found = await here.orders.load(HOSPITAL, order.orderNo);
    if (found === undefined) throw new Error('lost');
    return found;
  };
  return { ...here, orderNo: order.orderNo, text: orderNo, stored };
}

/** The platform's answer that the order is paid as it was asked. */
export const paid = (number: OrderNo) => Promise.resolve(seen(number, 'paid'));
