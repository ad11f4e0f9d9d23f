/** Review: a charge that was paid and then reversed stands in the bill twice, as SUCCESS and as REVOKED. */
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { entry, FINAL, said } from '../support/recon-facts';

test('paid and reversed under one number, our order closed: nothing for a person to do', () => {
  const cash = { total: fen(4000), cash: fen(4000), insurance: ZERO };
  const bill = [entry('paid', cash), entry('other', cash)];
  expect(said({ bill, exists: true }, FINAL)).toEqual([]);
});
