/**
 * One refund from the asking to the hospital's books (money rules 1, 2 and 9): who hears of it in which
 * order, what stands in the store by then, and what every answer on the way leads to.
 */
import { openId } from '../../cloudfunctions/domain/ids';
import type { RefundOutcome } from '../../cloudfunctions/ports/refund-channel';
import { refundAnswer } from '../support/refund-doubles';
import { paidAndBooked, type RefundWorld } from '../support/refund-world';
import { fen } from '../../miniprogram/shared/fen';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SILENT: RefundOutcome = { kind: 'unknown', code: 'timeout', reason: 'payment-unreachable' };
const ROUND = ['holdRefund', 'openSession', 'refund', 'queryRefund', 'confirmRefund'];

/** The one refund that the platform has, which must be the whole of the payment. */
function onlyOne(here: RefundWorld) {
  expect([...here.platform.refunds.taken.keys()]).toEqual([`R${here.text}`]);
  for (const { refundNo, orderNo, mode, cash, insurance } of here.platform.refunds.asked) {
    expect([refundNo, orderNo, mode, cash, insurance]).toEqual([
      ...[`R${here.text}`, here.text, 'whole', 4000, 8000],
    ]);
  }
}

/** Silent the first `times`; the platform has it all the same where `effect` is set. */
function silentFirst(here: RefundWorld, times: number, effect: boolean): void {
  const { refunds } = here.platform;
  let left = times;
  refunds.script.onRefund = (request) => {
    left -= 1;
    if (left < 0) return Promise.resolve(refunds.take(request));
    if (effect) refunds.take(request);
    return Promise.resolve(SILENT);
  };
}

describe('a refund for which the patient asks', () => {
  it('is held by the hospital, sent, proven and booked, in this order', async () => {
    const here = await paidAndBooked();
    const view = await here.ask();
    expect(here.heard()).toEqual(ROUND);
    onlyOne(here);
    expect(view.refund).toEqual({
      ...{ state: 'returned', cash: 4000, insurance: 8000, cause: 'patient', byHand: false },
      ...{ askedAt: here.clock.now(), returnedAt: here.clock.now() },
    });
    expect(await here.stored()).toMatchObject({
      ...{ payment: 'paid', dueAt: null, legs: { cash: 'refunded', insurance: 'refunded' } },
      refund: {
        ...{ state: 'done', hold: 'confirmed', sends: 1, by: openId('oOwner') },
        ...{ platformRefundNo: `M-R${here.text}` },
      },
    });
    expect(here.claims.all()).toEqual([]);
    expect(here.alarms).toEqual([]);
  });

  it('is sent as what it was paid as, in a session that is a fresh one (trap 32)', async () => {
    const here = await paidAndBooked();
    await here.ask();
    const [sent] = here.platform.refunds.asked;
    expect(sent).toEqual({
      ...{ orderNo: here.text, refundNo: `R${here.text}`, kind: 'clinic', mode: 'whole' },
      ...{ cash: 4000, insurance: 8000, serialNo: 'S1', billNo: 'N1' },
      channel: 'payinsurance',
      insured: false,
      paid: { cash: 4000, fund: 6000, self: 2000, other: 0 },
      platformTradeNo: 'M26030200000000001',
      session: {
        ...{ sessionId: 'session-2', operatorNo: 'op1', operatorName: '系统', batchNo: '1' },
        place: '示例市某路1号',
      },
    });
    expect(
      here.hospital.refunds.asks.map(({ call, cash, insurance }) => [call, cash, insurance]),
    ).toEqual([
      ['holdRefund', 4000, 8000],
      ['confirmRefund', 4000, 8000],
    ]);
  });

  it('stands in the store before the hospital hears, and as sending before the platform', async () => {
    const here = await paidAndBooked();
    const seen: unknown[] = [];
    const { refunds } = here.deps;
    const note = async () => {
      const { state, cash, insurance, sends } = await here.refund();
      seen.push([state, cash, insurance, sends]);
    };
    here.deps.refunds = {
      ...refunds,
      holdRefund: async (...args) => {
        await note();
        return refunds.holdRefund(...args);
      },
    };
    here.platform.refunds.script.onRefund = async (request) => {
      await note();
      return here.platform.refunds.take(request);
    };
    await here.ask();
    expect(seen).toEqual([
      ['reserved', 4000, 8000, 0],
      ['sending', 4000, 8000, 1],
    ]);
  });

  it('is asked about by its numbers, the platform’s own once that is known (trap 34)', async () => {
    const here = await paidAndBooked();
    here.platform.refunds.script.onRefund = () => Promise.resolve(SILENT);
    await here.ask();
    const sums = {
      cash: 4000,
      insurance: 8000,
      mode: 'whole',
      told: false,
      insured: false,
      channel: 'payinsurance',
    };
    const numbers = { orderNo: here.text, refundNo: `R${here.text}`, ...sums };
    expect(here.platform.refunds.queried).toEqual([numbers]);
    here.platform.refunds.script.onRefund = null;
    await here.until(10 * MINUTE);
    const platformRefundNo = `M-R${here.text}`;
    expect(here.platform.refunds.queried.at(-1)).toEqual({ ...numbers, platformRefundNo });
  });

  it('is booked at the time at which the platform finished it, under its number', async () => {
    const here = await paidAndBooked();
    const endedAt = here.clock.now() - 1_000;
    here.platform.refunds.script.onQueryRefund = (numbers) => {
      const sums = { cash: fen(4000), insurance: fen(8000) };
      return Promise.resolve(refundAnswer({ ...numbers, ...sums }, { endedAt }));
    };
    await here.ask();
    expect(here.hospital.refunds.asks.at(-1)).toEqual({
      ...{ call: 'confirmRefund', orderNo: here.text, refundNo: `R${here.text}` },
      ...{ cash: 4000, insurance: 8000, refundedAt: endedAt },
      platformRefundNo: `M-R${here.text}`,
    });
    expect((await here.look()).refund?.returnedAt).toBe(endedAt);
  });

  it('is not over before the platform has said so', async () => {
    const here = await paidAndBooked();
    here.platform.refunds.script.onQueryRefund = ({ orderNo, refundNo }) => {
      const sums = { cash: fen(4000), insurance: fen(8000) };
      return Promise.resolve(refundAnswer({ orderNo, refundNo, ...sums }, { state: 'refunding' }));
    };
    expect((await here.ask()).refund?.state).toBe('going');
    expect(here.hospital.refunds.asks.map(({ call }) => call)).toEqual(['holdRefund']);
    expect(here.claims.all()).toHaveLength(1);
    here.platform.refunds.script.onQueryRefund = null;
    expect(await here.until(HOUR)).toMatchObject({ refund: { state: 'done' } });
    onlyOne(here);
  });
});

describe('an answer to the message that is lost', () => {
  it('although the platform has it: it is asked, found, and never sent again', async () => {
    const here = await paidAndBooked();
    silentFirst(here, 1, true);
    await here.ask();
    await here.until(HOUR);
    expect(await here.refund()).toMatchObject({ state: 'done', sends: 1 });
    expect(here.platform.refunds.asked).toHaveLength(1);
    onlyOne(here);
  });

  it('and the platform never had it: the same goes again, after the grace only', async () => {
    const here = await paidAndBooked();
    silentFirst(here, 2, false);
    await here.ask();
    const begun = here.clock.now();
    const times: number[] = [];
    const { onRefund } = here.platform.refunds.script;
    here.platform.refunds.script.onRefund = (request) => {
      times.push(here.clock.now() - begun);
      return onRefund?.(request) ?? Promise.reject(new Error('no script'));
    };
    expect(await here.until(HOUR)).toMatchObject({ refund: { state: 'done', sends: 3 } });
    expect(times).toHaveLength(2);
    const grace = here.deps.rules.absentGraceMs;
    expect(times[0]).toBeGreaterThanOrEqual(grace);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(grace);
    onlyOne(here);
  });

  it('and the platform does not answer questions either: nothing is sent meanwhile', async () => {
    const here = await paidAndBooked();
    silentFirst(here, 1, true);
    here.platform.refunds.script.onQueryRefund = () =>
      Promise.resolve({ kind: 'unknown', code: 'timeout', reason: 'payment-unreachable' });
    await here.ask();
    const late = await here.until(26 * HOUR);
    expect(late).toMatchObject({ refund: { state: 'sending', sends: 1 } });
    expect(late.review?.reason).toBe('refund-undecided');
    expect(here.alarms).toEqual(['order.refund-stumbled']);
    here.platform.refunds.script.onQueryRefund = null;
    expect(await here.until(2 * HOUR)).toMatchObject({ refund: { state: 'done' }, dueAt: null });
    expect((await here.stored()).review).toBeUndefined();
    onlyOne(here);
  });
});
