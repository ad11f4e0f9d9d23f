/**
 * Giving up a payment at a counter (money rule 7): who is asked for its end, in which order, and what is
 * left alone.
 */
import { createCounter } from '../../cloudfunctions/channels/counter';
import type { CloseOutcome } from '../../cloudfunctions/ports/payment-channel';
import { FOREVER } from '../support/doubles';
import { T0 } from '../support/orders';
import {
  always,
  charge,
  COVERED,
  GRACE,
  HIS_AWAY,
  HIS_NO,
  insurance,
  order,
  parties,
  REVERSED_AT,
  SETTLED_AT,
  SILENT,
  tender,
  yes,
} from './counter-channel-bench';

type Script = Parameters<typeof parties>[0];

describe('giving up', () => {
  const TAKEN = always({ kind: 'taken' } as const);
  const BACK = always(yes({ reversedAt: REVERSED_AT }));
  type State = Parameters<typeof insurance>[0];

  async function close(
    script: Script,
    asked = order('mixed', 'closing'),
    now = T0,
  ): Promise<{ outcome: CloseOutcome; trace: readonly string[] }> {
    const { all, trace } = parties({ ...script, now });
    return { outcome: await createCounter(all).close(asked, FOREVER), trace };
  }
  const his = (status: State) => ({ state: always(yes(insurance(status))), reverse: BACK });

  test.each(['unpaid', 'paying'] as const)('%s: the charge, then the insurance', async (state) => {
    const { outcome, trace } = await close({
      payment: { query: always(charge(state)), reverse: TAKEN },
      insurance: his('settled'),
    });
    expect(outcome.kind).toBe('taken');
    expect(trace).toEqual(['query', 'reverse', 'take-back']);
  });

  test('insurance is kept for a clerk who takes the cash otherwise', async () => {
    const asked = order('mixed', 'closing', { tender: tender.asked });
    const { trace } = await close(
      { payment: { query: always(charge('unpaid')), reverse: TAKEN } },
      asked,
    );
    expect(trace).toEqual(['query', 'reverse']);
    const payment = { query: always(charge('closed')) };
    const settled = await close({ payment, insurance: his('settled') }, asked);
    expect(settled.trace).toEqual(['query', 'state']);
    // what was never settled cannot wait for a clerk
    const none = await close({ payment, insurance: his('none') }, asked);
    expect(none.trace).toEqual(['query', 'state', 'take-back']);
  });

  test('closed already: the insurance alone; reversed already: nothing', async () => {
    const payment = { query: always(charge('closed')) };
    const settled = await close({ payment, insurance: his('settled') });
    expect(settled.trace).toEqual(['query', 'state', 'take-back']);
    const none = await close({ payment, insurance: his('none') });
    expect(none.trace).toEqual(['query', 'state', 'take-back']);
    const reversed = await close({ payment, insurance: his('reversed') });
    expect(reversed.trace).toEqual(['query', 'state']);
  });

  test('not there: reversed as long as it may still arrive', async () => {
    const refused = {
      kind: 'refused',
      code: 'ORDER_NOT_EXIST',
      reason: 'order-not-found',
    } as const;
    const payment = { query: always({ kind: 'absent' } as const), reverse: always(refused) };
    const young = await close({ payment, insurance: his('settled') });
    expect(young.outcome.kind).toBe('taken');
    expect(young.trace).toEqual(['query', 'state', 'reverse', 'take-back']);
    const old = await close(
      { payment, insurance: his('settled') },
      order('mixed', 'closing'),
      SETTLED_AT + GRACE,
    );
    expect(old.trace).toEqual(['query', 'state', 'take-back']);
    const cash = await close({ payment }, order('cash', 'closing'));
    expect(cash.trace).toEqual(['query', 'reverse']);
  });

  test('paid: left alone, its insurance barred where that is not settled', async () => {
    const payment = { query: always(charge('paid')) };
    const settled = await close({ payment, insurance: his('settled') });
    expect(settled).toEqual({ outcome: { kind: 'taken' }, trace: ['query', 'state'] });
    const first = order('cash-first', 'closing');
    expect((await close({ payment, insurance: his('none') }, first)).trace).toEqual([
      'query',
      'state',
      'take-back',
    ]);
    expect((await close({ payment }, order('cash', 'closing'))).trace).toEqual(['query']);
  });

  test('what is not ours, or went back, is left alone', async () => {
    for (const seen of [charge('unpaid', { ours: false }), charge('refunded')]) {
      const { outcome, trace } = await close({ payment: { query: always(seen) } });
      expect(outcome.kind).toBe('taken');
      expect(trace).toEqual(['query']);
    }
  });

  test('all by insurance: given up, it is taken back', async () => {
    const covered = order('covered', 'closing');
    const settled = { ...his('settled'), state: always(yes(insurance('settled', COVERED))) };
    expect((await close({ insurance: settled }, covered)).trace).toEqual(['state', 'take-back']);
    expect((await close({ insurance: his('none') }, covered)).trace).toEqual([
      'state',
      'take-back',
    ]);
  });

  test.each([
    ['again', 'unknown'],
    ['unknown', 'unknown'],
    ['refused', 'refused'],
  ] as const)('a reversal that is %s: the insurance waits', async (kind, wanted) => {
    const { outcome, trace } = await close({
      payment: { query: always(charge('unpaid')), reverse: always({ ...SILENT, kind }) },
      insurance: his('settled'),
    });
    expect(outcome.kind).toBe(wanted);
    expect(trace).toEqual(['query', 'reverse']);
  });

  test('silence of either: nothing is ended', async () => {
    const silent = await close({ payment: { query: always(SILENT) } });
    expect(silent).toEqual({ outcome: SILENT, trace: ['query'] });
    const away = await close({
      payment: { query: always(charge('closed')) },
      insurance: { state: always(HIS_AWAY) },
    });
    expect(away.outcome.kind).toBe('unknown');
    for (const [answer, kind] of [
      [HIS_AWAY, 'unknown'],
      [HIS_NO, 'refused'],
    ] as const) {
      const { outcome } = await close({
        payment: { query: always(charge('unpaid')), reverse: TAKEN },
        insurance: { reverse: always(answer) },
      });
      expect(outcome.kind).toBe(kind);
    }
  });
});
