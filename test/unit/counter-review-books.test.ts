/** Review: a charge that was paid and then reversed stands in the bill twice, as SUCCESS and as REVOKED. */
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { entry, FINAL, said } from '../support/recon-facts';

test('paid and reversed under one number, our order closed: nothing for a person to do', () => {
  const cash = { total: fen(4000), cash: fen(4000), insurance: ZERO };
  const bill = [
    entry('paid', { ...cash, channel: 'onecode' }),
    entry('other', { ...cash, channel: 'onecode' }),
  ];
  const books = [{ name: 'onecode', channels: ['onecode'], covers: 'cash' }] as const;
  expect(said({ bill, exists: true }, { ...FINAL, books })).toEqual([]);
});

test('the same, and a clerk took the cash otherwise behind the reversal: each book is right', () => {
  const cash = { total: fen(4000), cash: fen(4000), insurance: ZERO };
  const bill = [
    entry('paid', { ...cash, channel: 'onecode' }),
    entry('other', { ...cash, channel: 'onecode' }),
  ];
  const mine = entry('settled', { channel: 'onecode', tendered: true });
  const books = [{ name: 'onecode', channels: ['onecode'], covers: 'cash' }] as const;
  expect(said({ bill, mine, his: [entry('settled')] }, { ...FINAL, books })).toEqual([]);
});
