/**
 * Refunds of payments at a counter (money rule 9): insurance, then cash, each under the refund's number,
 * resumed where they stopped.
 */
import { createCounter, createCounterRefunds } from '../../cloudfunctions/channels/counter';
import { refundNoOf } from '../../cloudfunctions/domain/ids';
import type { RefundAsker, RefundRequest } from '../../cloudfunctions/ports/refund-channel';
import type { CashRefundOutcome, CashRefundSeen } from '../../cloudfunctions/ports/counter-payment';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { FOREVER } from '../support/doubles';
import {
  always,
  HIS_AWAY,
  HIS_NO,
  insurance,
  order,
  parties,
  REVERSED_AT,
  SILENT,
  yes,
} from './counter-channel-bench';

const NUMBER = order('mixed', 'paid').orderNo;
const REFUND = refundNoOf(NUMBER);
const WHOLE: RefundRequest = {
  ...{ orderNo: NUMBER, channel: 'onecode', refundNo: REFUND, kind: 'clinic', mode: 'whole' },
  ...{ cash: fen(4000), insurance: fen(8000), insured: true, serialNo: 'S1' },
  paid: { cash: fen(4000), fund: fen(6000), self: fen(2000), other: ZERO },
};

describe('a refund', () => {
  const GONE: CashRefundOutcome = { kind: 'taken', platformRefundNo: 'PR1' };

  async function send(change: Partial<RefundRequest>, cash = GONE, back: unknown = 'yes') {
    const trace: unknown[] = [];
    const sender = createCounterRefunds({
      payment: {
        refund: (ask) => {
          trace.push(ask);
          return Promise.resolve(cash);
        },
      },
      insurance: {
        reverse: (ask) => {
          trace.push(ask);
          if (back === 'yes') return Promise.resolve(yes({ reversedAt: REVERSED_AT }));
          return Promise.resolve(back === 'no' ? HIS_NO : HIS_AWAY);
        },
      },
    });
    expect(sender.wantsSession('onecode')).toBe(false);
    return { outcome: await sender.refund({ ...WHOLE, ...change }, FOREVER), trace };
  }

  const insuranceAsk = { orderNo: NUMBER, refundNo: REFUND };
  const cashAsk = { ...insuranceAsk, refund: 4000, total: 4000 };

  test('insurance, then cash, both under its number', async () => {
    const { outcome, trace } = await send({});
    expect(outcome).toEqual(GONE);
    expect(trace).toEqual([insuranceAsk, cashAsk]);
  });

  test.each<[string, Partial<RefundRequest>, unknown[]]>([
    ['cash of an uninsured order', { insured: false, insurance: ZERO }, [cashAsk]],
    ['cash alone', { mode: 'cash-only', insurance: ZERO }, [cashAsk]],
    [
      'part of the cash',
      { mode: 'cash-part', cash: fen(1), insurance: ZERO },
      [{ ...cashAsk, refund: 1 }],
    ],
    ['insurance of 0 yuan: the visit is taken back', { insurance: ZERO }, [insuranceAsk, cashAsk]],
    ['no cash in it', { cash: ZERO, paid: { ...WHOLE.paid, cash: ZERO } }, [insuranceAsk]],
  ])('%s', async (_what, change, wanted) => {
    const { outcome, trace } = await send(change);
    expect(outcome.kind).toBe('taken');
    expect(trace).toEqual(wanted);
  });

  test.each<[string, Partial<RefundRequest>, string]>([
    ['nothing', { cash: ZERO, insurance: ZERO }, 'refund-nothing'],
    ['too much', { cash: fen(4001) }, 'refund-exceeds-cash'],
    ['insurance with cash alone', { mode: 'cash-only' }, 'refund-mode'],
  ])('%s: nobody hears of it', async (_what, change, code) => {
    const { outcome, trace } = await send(change);
    expect(outcome).toEqual({ kind: 'refused', code, reason: 'payment-misconfigured' });
    expect(trace).toEqual([]);
  });

  test('insurance that does not come back keeps the cash', async () => {
    const no = await send({}, GONE, 'no');
    expect(no.outcome).toMatchObject({ kind: 'refused', code: 'SETTLE-NO' });
    const away = await send({}, GONE, 'away');
    expect(away.outcome).toMatchObject({ kind: 'unknown', code: 'timeout' });
    expect([...no.trace, ...away.trace]).toEqual([insuranceAsk, insuranceAsk]);
  });

  test.each(['refused', 'not-sent', 'unknown'] as const)(
    'cash that is %s is owed once insurance is back',
    async (kind) => {
      const failed = { ...SILENT, kind };
      expect((await send({}, failed)).outcome).toEqual(SILENT);
      expect((await send({ mode: 'cash-only', insurance: ZERO }, failed)).outcome).toEqual(failed);
    },
  );
});

describe('asking after a refund', () => {
  type Numbers = Parameters<RefundAsker['queryRefund']>[0];
  const { cash, insurance: covered, mode, insured } = WHOLE;
  const numbers: Numbers = {
    ...{ orderNo: NUMBER, channel: 'onecode', refundNo: REFUND, told: false },
    ...{ cash, insurance: covered, mode, insured },
  };
  const back: CashRefundSeen = {
    ...{ kind: 'found', ours: true, state: 'refunded', amount: fen(4000) },
    ...{ platformRefundNo: 'PR1', endedAt: REVERSED_AT + 5 },
  };
  const reversed = insurance('reversed');

  async function ask(seen: CashRefundSeen, state = reversed, change: Partial<Numbers> = {}) {
    const { all, trace } = parties({
      payment: { queryRefund: always(seen) },
      insurance: { state: always(yes(state)) },
    });
    return {
      trace,
      outcome: await createCounter(all).queryRefund({ ...numbers, ...change }, FOREVER),
    };
  }

  test('back is what every part of it says', async () => {
    const { outcome } = await ask(back, { ...insurance('reversed'), ...{ refundNo: REFUND } });
    expect(outcome).toEqual({
      kind: 'evidence',
      evidence: {
        ...{ orderNo: NUMBER, refundNo: REFUND, ours: true, state: 'refunded' },
        legs: { cash: 'refunded', insurance: 'refunded' },
        amounts: { cash: 4000, insurance: 8000 },
        ...{ platformRefundNo: 'PR1', cashRefundNo: 'PR1', endedAt: REVERSED_AT + 5 },
      },
    });
  });

  test.each(['refunding', 'change', 'failed'] as const)('cash %s: on its way', async (state) => {
    const { endedAt: _end, ...going } = back;
    const { outcome } = await ask({ ...going, state });
    expect(outcome).toMatchObject({
      evidence: { state: 'refunding', legs: { cash: state, insurance: 'refunded' } },
    });
  });

  test('a part that never went out is resumed', async () => {
    expect((await ask({ kind: 'absent' })).outcome).toEqual({
      kind: 'unfinished',
      code: 'cash-not-sent',
      legs: { cash: 'unstated', insurance: 'refunded' },
    });
    expect((await ask(back, insurance('settled'))).outcome).toMatchObject({
      kind: 'unfinished',
      code: 'insurance-not-sent',
    });
    expect((await ask({ kind: 'absent' }, insurance('settled'))).outcome.kind).toBe('not-found');
  });

  test('not ours is said', async () => {
    expect((await ask({ ...back, ours: false })).outcome).toMatchObject({
      evidence: { ours: false },
    });
  });

  test('one part alone', async () => {
    const cashOnly = await ask(back, reversed, { mode: 'cash-only', insurance: ZERO });
    expect(cashOnly.trace).toEqual(['queryRefund']);
    expect(cashOnly.outcome).toMatchObject({ evidence: { state: 'refunded' } });
    const insuranceOnly = await ask(back, reversed, { cash: ZERO });
    expect(insuranceOnly.trace).toEqual(['state']);
    expect(insuranceOnly.outcome).toMatchObject({ evidence: { endedAt: REVERSED_AT } });
  });

  test('insurance of 0 yuan: the visit is to be taken back, too', async () => {
    const none = await ask(back, insurance('none'), { insurance: ZERO });
    expect(none.outcome).toMatchObject({ kind: 'unfinished', code: 'insurance-not-sent' });
    const gone = await ask(back, reversed, { insurance: ZERO });
    expect(gone.outcome).toMatchObject({ evidence: { state: 'refunded' } });
  });

  test('what does not fit, and silence, say nothing', async () => {
    const other = { status: 'reversed', reversedAt: REVERSED_AT, refundNo: 'R-other' } as const;
    expect((await ask(back, other)).outcome).toMatchObject({ code: 'other-refund' });
    expect((await ask(back, insurance('none'))).outcome).toMatchObject({ code: 'insurance-none' });
    expect((await ask(SILENT)).outcome).toEqual(SILENT);
    const { all } = parties({ insurance: { state: always(HIS_AWAY) } });
    expect((await createCounter(all).queryRefund(numbers, FOREVER)).kind).toBe('unknown');
  });
});
