/** An order that cannot be read hides none of the others from who placed them. */
import { orderNo } from '../../cloudfunctions/domain/ids';
import { listOrders } from '../../cloudfunctions/usecases/list-orders';
import { OWNER, world } from '../support/doubles';
import { orderIn, T0 } from '../support/orders';

const numberOf = (index: number) => orderNo(`Y20260302${String(index).padStart(26, '0')}`);

it.each(['all', 'over'] as const)('%s: the list goes on behind it', async (filter) => {
  const here = await world();
  const count = 45;
  for (let index = 0; index < count; index += 1) {
    await here.orders.insert(
      orderIn('closed', { orderNo: numberOf(index), createdAt: T0 + index * 1000 }),
    );
  }
  const broken = numberOf(40);
  const ofOwner: typeof here.orders.ofOwner = async (...ask) =>
    (await here.orders.ofOwner(...ask)).filter((order) => order.orderNo !== broken);
  const orders = { ...here.orders, ofOwner };
  const deps = { ...here.deps, orders };
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await listOrders(deps, OWNER, {
      filter,
      ...(after === undefined ? {} : { after }),
    });
    seen.push(...page.orders.map((order) => order.orderNo));
    after = page.next;
  } while (after !== undefined);
  expect(seen).toHaveLength(count - 1);
});
