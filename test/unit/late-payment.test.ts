/**
 * What happens after an order was thought over, and between orders on one bill (money rules 3, 6, 7).
 */
import { acceptNotice } from '../../cloudfunctions/usecases/accept-notice';
import { clockworkTick } from '../../cloudfunctions/usecases/clockwork-tick';
import { closeOrder } from '../../cloudfunctions/usecases/close-order';
import { confirmOrder } from '../../cloudfunctions/usecases/confirm-order';
import { placeOrder, type PlaceInput } from '../../cloudfunctions/usecases/place-order';
import { patientId, type OrderNo } from '../../cloudfunctions/domain/ids';
import type { HisReader } from '../../cloudfunctions/ports/his';
import type { NoticeReader } from '../../cloudfunctions/ports/notice-reader';
import { fen } from '../../miniprogram/shared/fen';
import {
  BILL,
  FOREVER,
  HOSPITAL,
  OTHER,
  OWNER,
  PATIENT,
  seen,
  HIS_SILENT,
  hisRefuses,
} from '../support/doubles';
import { evidence, MIXED } from '../support/orders';
import { paid, placed } from '../support/placed';

const ASK: PlaceInput = {
  ...{ owner: OWNER, patientId: PATIENT, billIds: [BILL], payWith: 'insurance' },
  ...{ place: { kind: 'refused' }, entry: 'menu', clientIp: '10.0.0.1' },
};

async function closedOrder() {
  const here = await placed();
  here.platform.script.onQuery = (number) => Promise.resolve(seen(number, 'closed'));
  await closeOrder(here.deps, { owner: OWNER, orderNo: here.text }, FOREVER);
  expect((await here.stored()).payment).toBe('closed');
  return here;
}

const BODY = { body: 'body', header: () => undefined };
const YES = { statusCode: 200, contentType: 'text/xml', body: 'yes' };

type Here = Awaited<ReturnType<typeof placed>>;

function notice(here: Here): NoticeReader {
  const hint = evidence('paid', { orderNo: here.orderNo });
  return {
    read: () => ({ kind: 'notice', subject: 'payment', hint, fingerprint: 'f1' }),
    accepted: () => YES,
    refused: () => ({ ...YES, body: 'no' }),
  };
}

describe('a payment after the order ended', () => {
  it('is found when its notice comes, booked, and closes the order that took its place', async () => {
    const here = await closedOrder();
    const second = await placeOrder(here.deps, ASK, FOREVER);
    here.platform.script.onQuery = (number) =>
      number === here.orderNo ? paid(number) : Promise.resolve(seen(number, 'not-paid'));
    const answer = await acceptNotice({ ...here.deps, reader: notice(here) }, BODY, FOREVER);
    expect(answer).toBe(YES);
    expect(await here.stored()).toMatchObject({
      payment: 'paid',
      settlement: { state: 'settled' },
    });
    const rival = await here.orders.load(HOSPITAL, second.orderNo as OrderNo);
    expect(rival?.payment).toBe('closing');
    expect(here.alarms).toContain('order.evidence');
  });

  it('is found later when the platform does not answer at that moment', async () => {
    const here = await closedOrder();
    here.clock.advance(50 * 3_600_000);
    await clockworkTick(here.deps, FOREVER);
    await clockworkTick(here.deps, FOREVER);
    here.platform.script.onQuery = () =>
      Promise.resolve({ kind: 'unknown', code: 'timeout', reason: 'payment-unreachable' });
    await acceptNotice({ ...here.deps, reader: notice(here) }, BODY, FOREVER);
    expect((await here.stored()).payment).toBe('closed');
    here.platform.script.onQuery = paid;
    here.clock.advance(here.deps.rules.queryEveryMs);
    await clockworkTick(here.deps, FOREVER);
    expect((await here.stored()).payment).toBe('paid');
  });

  it('is found without any notice by looking back', async () => {
    const here = await closedOrder();
    here.platform.script.onQuery = paid;
    here.clock.advance(10 * 60_000);
    await clockworkTick(here.deps, FOREVER);
    expect(await here.stored()).toMatchObject({
      payment: 'paid',
      settlement: { state: 'settled' },
    });
  });

  it('is found when the patient looks at the order', async () => {
    const here = await closedOrder();
    here.platform.script.onQuery = paid;
    const view = await confirmOrder(here.deps, { owner: OWNER, orderNo: here.text }, FOREVER);
    expect(view).toMatchObject({ payment: 'paid', hospital: 'settled' });
  });
});

describe('a notice', () => {
  it('is answered although its proof fails, and the proof is tried again', async () => {
    const here = await placed();
    here.platform.script.onQuery = () => Promise.reject(new Error('store is down'));
    const answer = await acceptNotice({ ...here.deps, reader: notice(here) }, BODY, FOREVER);
    expect(answer).toBe(YES);
    expect((await here.stored()).dueAt).not.toBeNull();
  });
});

describe('a bill', () => {
  it('that is not the patient’s is neither claimed nor moved', async () => {
    const here = await placed();
    here.clock.advance(here.deps.rules.payDeadlineMs);
    const before = await here.stored();
    const { his } = here.deps;
    const foreign: HisReader['bill'] = async (id, deadline) => {
      const answer = await his.bill(id, deadline);
      if (!answer.ok) return answer;
      return { ok: true, value: { ...answer.value, patientId: patientId('P9') } };
    };
    const deps = { ...here.deps, his: { ...his, bill: foreign } };
    const calls = here.platform.calls.length;
    await expect(placeOrder(deps, { ...ASK, owner: OTHER }, FOREVER)).rejects.toMatchObject({
      reason: 'bill-of-other-patient',
    });
    expect(here.platform.calls).toHaveLength(calls);
    expect(await here.stored()).toEqual(before);
  });

  it('that the hospital no longer wants paid has its order closed before that is said', async () => {
    const here = await placed();
    here.hospital.script.preSettle = hisRefuses('bill-settled', 'BILL_SETTLED');
    here.platform.script.onQuery = (number) => Promise.resolve(seen(number, 'closed'));
    await expect(placeOrder(here.deps, ASK, FOREVER)).rejects.toMatchObject({
      reason: 'bill-settled',
    });
    expect((await here.stored()).payment).toBe('closed');
  });

  it('is not closed because the hospital could not be asked', async () => {
    const here = await placed();
    here.hospital.script.preSettle = HIS_SILENT;
    await expect(placeOrder(here.deps, ASK, FOREVER)).rejects.toMatchObject({ retry: true });
    expect((await here.stored()).payment).toBe('payable');
  });

  it.each([
    ['cashAdd', { cashAdd: fen(500) }],
    ['insuranceFund', { insuranceFund: fen(1000), insuranceSelf: fen(7000) }],
  ])('whose %s changed at the same total gets a new order', async (_name, change) => {
    const here = await placed();
    here.hospital.script.preSettle = {
      ok: true,
      value: { amounts: { ...MIXED, ...change }, serialNo: 'S1', billNo: 'N1', orgNo: 'ORG1' },
    };
    here.platform.script.onQuery = (number) => Promise.resolve(seen(number, 'closed'));
    const anew = await placeOrder(here.deps, ASK, FOREVER);
    expect(anew.orderNo).not.toBe(here.text);
  });

  it('is paid when it turns out so while the order is closed for another sum', async () => {
    const here = await placed();
    here.hospital.script.preSettle = {
      ok: true,
      value: {
        amounts: { ...MIXED, total: fen(13000), cash: fen(5000) },
        ...{ serialNo: 'S1', billNo: 'N1', orgNo: 'ORG1' },
      },
    };
    here.platform.script.onQuery = paid;
    const view = await placeOrder(here.deps, ASK, FOREVER);
    expect(view).toMatchObject({ orderNo: here.text, payment: 'paid' });
  });

  it('is not ordered when the time left would not do to send it', async () => {
    const here = await placed();
    const short = { leftMs: () => here.deps.rules.httpTimeoutMs - 1 };
    const ask = { ...ASK, billIds: ['B2'] };
    await expect(placeOrder(here.deps, ask, short)).rejects.toMatchObject({
      reason: 'timeout',
      retry: true,
    });
    expect(here.claims.all()).toHaveLength(1);
    expect(here.orders.all()).toHaveLength(1);
  });

  it('of which the hospital answers cash to a question for insurance is not ordered', async () => {
    const here = await placed();
    here.hospital.script.preSettle = {
      ok: true,
      value: {
        amounts: {
          ...{ kind: 'cash', total: fen(12000), cash: fen(12000), insurance: fen(0) },
          ...{ cashAdd: fen(0), cashReduced: fen(0) },
        },
        ...{ serialNo: 'S1', orgNo: 'ORG1' },
      },
    };
    const ask = { ...ASK, billIds: ['B2'] };
    await expect(placeOrder(here.deps, ask, FOREVER)).rejects.toMatchObject({
      reason: 'hospital-answer-unreadable',
    });
    expect(here.orders.all()).toHaveLength(1);
  });
});
