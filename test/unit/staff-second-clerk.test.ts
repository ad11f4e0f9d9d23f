/**
 * A refund above the limit: two people, one refund, whatever breaks in between; and the list in which
 * every act stands before it takes effect (money rules 9, 12 and 13).
 */
import { openId, type OpenId } from '../../cloudfunctions/domain/ids';
import type { RefundRequests } from '../../cloudfunctions/ports/refund-requests';
import { confirmOrder } from '../../cloudfunctions/usecases/confirm-order';
import { setMember } from '../../cloudfunctions/usecases/staff/members';
import {
  approveRefund,
  askClerkRefund,
  dismissRefund,
  refundRequests,
  type RequestDeps,
} from '../../cloudfunctions/usecases/staff/refund-requests';
import { askRefund } from '../../cloudfunctions/usecases/ask-refund';
import { fen } from '../../miniprogram/shared/fen';
import { FOREVER, OWNER } from '../support/doubles';
import { memoryAttempts } from '../support/memory-stores';
import { paid, placed } from '../support/placed';
import { memoryAudit, memoryRequests } from '../support/staff-desk-stores';
import { memoryStaff } from '../support/staff-stores';

const ADMIN = openId('oAdmin1');
const LIU = openId('oClerkLiu');
const ZHOU = openId('oClerkZhou');
const LIMIT = 11_999;

async function desk(change: Partial<RequestDeps> = {}) {
  const here = await placed();
  const audit = memoryAudit();
  const requests = memoryRequests();
  const deps: RequestDeps = {
    ...here.deps,
    rules: { ...here.deps.rules, secondClerkAbove: LIMIT },
    ...{ staff: memoryStaff(), administrators: [ADMIN], audit, requests },
    attempts: memoryAttempts(),
    ...change,
  };
  for (const [who, name] of [
    [LIU, '刘'],
    [ZHOU, '周'],
  ] as const) {
    await setMember(deps, ADMIN, { openId: who, name, role: 'clerk' });
  }
  here.platform.script.onQuery = paid;
  await confirmOrder(deps, { owner: OWNER, orderNo: here.text }, FOREVER);
  const whole = { orderNo: here.text, mode: 'whole', note: '开错药' } as const;
  const ask = (who: OpenId, more: object = {}) =>
    askClerkRefund(deps, who, { ...whole, ...more }, FOREVER);
  const requestId = `${here.text}.1`;
  const approve = (who: OpenId, id = requestId) => approveRefund(deps, who, id, FOREVER);
  const sent = () => here.platform.refunds.asked.length;
  const outcomes = () => audit.all().map(({ act, outcome }) => `${act}: ${outcome}`);
  return { ...here, deps, audit, requests, ask, approve, requestId, sent, outcomes };
}

/** The store keeps what it was told and dies before it answers, once. */
function dyingAfter(state: 'approved' | 'done'): RefundRequests {
  const store = memoryRequests();
  let dies = true;
  return {
    ...store,
    move: async (hospital, from, to) => {
      const result = await store.move(hospital, from, to);
      if (to.state === state && dies) {
        dies = false;
        throw new Error('cut off');
      }
      return result;
    },
  };
}

describe('two people', () => {
  it('are asked for above the limit and not at it', async () => {
    const at = await desk();
    const part = { mode: 'insurance-and-cash-part', cash: fen(3999) } as const;
    expect((await at.ask(LIU, part)).waitsFor).toBeUndefined();
    expect((await at.stored()).refund).toMatchObject({ cash: 3999, insurance: 8000 });
    const above = await desk();
    expect((await above.ask(LIU)).waitsFor).toBe('second-clerk');
    expect((await above.stored()).refund).toBeUndefined();
    expect(above.sent()).toBe(0);
  });

  it('are two: not the one who asked, whatever their role', async () => {
    const here = await desk();
    await here.ask(ADMIN);
    await expect(here.approve(ADMIN)).rejects.toMatchObject({ reason: 'second-clerk-same' });
    await expect(here.approve(OWNER)).rejects.toMatchObject({ reason: 'not-allowed' });
    expect((await here.stored()).refund).toBeUndefined();
    expect(await here.approve(ZHOU)).toEqual({ orderNo: here.text });
    expect((await here.stored()).refund).toMatchObject({ by: ADMIN, note: '开错药', cash: 4000 });
  });

  it('the same ask again is the same request; another one has to wait', async () => {
    const here = await desk();
    await here.ask(LIU);
    expect((await here.ask(LIU)).waitsFor).toBe('second-clerk');
    await expect(here.ask(ZHOU)).rejects.toMatchObject({ reason: 'second-clerk-needed' });
    const small = { mode: 'cash-part', cash: fen(1) } as const;
    await expect(here.ask(LIU, small)).rejects.toMatchObject({ reason: 'second-clerk-needed' });
    expect((await refundRequests(here.deps, LIU)).requests).toHaveLength(1);
  });

  it('the name of a request is of one request: a later one is another', async () => {
    const here = await desk();
    await here.ask(LIU);
    await dismissRefund(here.deps, ZHOU, { requestId: here.requestId, note: '不退' });
    await here.ask(LIU, { note: '再报' });
    await expect(here.approve(ZHOU)).rejects.toMatchObject({ reason: 'case-changed' });
    expect(await here.approve(ZHOU, `${here.text}.2`)).toEqual({ orderNo: here.text });
  });
});

describe('whatever breaks', () => {
  it('agreed and cut off: agreeing again goes on', async () => {
    const here = await desk({ requests: dyingAfter('approved') });
    await here.ask(LIU);
    await expect(here.approve(ZHOU)).rejects.toThrow('cut off');
    expect((await here.stored()).refund).toBeUndefined();
    const { requests } = await refundRequests(here.deps, ZHOU);
    expect(requests.map(({ requestId }) => requestId)).toEqual([here.requestId]);
    const no = dismissRefund(here.deps, LIU, { requestId: here.requestId, note: '不退' });
    await expect(no).rejects.toMatchObject({ reason: 'case-changed' });
    await here.approve(ZHOU);
    expect((await here.stored()).refund).toMatchObject({ cash: 4000, insurance: 8000 });
    expect(here.sent()).toBe(1);
  });

  it('sent and cut off: agreeing again finds it made', async () => {
    const here = await desk({ requests: dyingAfter('done') });
    await here.ask(LIU);
    await expect(here.approve(ZHOU)).rejects.toThrow('cut off');
    await here.approve(ZHOU);
    expect(here.sent()).toBe(1);
    expect((await refundRequests(here.deps, ZHOU)).requests).toEqual([]);
  });

  it('many agree at once: one refund', async () => {
    const here = await desk();
    await here.ask(LIU);
    await Promise.all([here.approve(ZHOU), here.approve(ADMIN), here.approve(ZHOU)]);
    expect(here.sent()).toBe(1);
    const span = { from: 0, to: Number.MAX_SAFE_INTEGER };
    const done = await Promise.all(
      [ZHOU, ADMIN].map((who) => here.audit.done(here.deps.hospital.id, who, span)),
    );
    const counted = done.map((acts) => acts.get('approve-refund')?.count ?? 0);
    expect(counted.reduce((sum, count) => sum + count)).toBe(1);
  });

  it('the patient was faster: the request is left for somebody to dismiss', async () => {
    const here = await desk();
    await here.ask(LIU);
    await askRefund(here.deps, { owner: OWNER, orderNo: here.text }, FOREVER);
    await expect(here.approve(ZHOU)).rejects.toMatchObject({ reason: 'refund-exists' });
    await dismissRefund(here.deps, LIU, { requestId: here.requestId, note: '患者已退' });
    expect(here.sent()).toBe(1);
  });
});

describe('the list', () => {
  it('holds every act and every refusal, and what a refused one would have been', async () => {
    const here = await desk();
    await here.ask(LIU);
    await expect(here.approve(LIU)).rejects.toMatchObject({ reason: 'second-clerk-same' });
    await here.approve(ZHOU);
    await here.approve(ZHOU);
    await expect(here.approve(OWNER)).rejects.toMatchObject({ reason: 'not-allowed' });
    expect(here.outcomes()).toEqual([
      'refund: waits-for-second-clerk',
      'approve-refund: second-clerk-same',
      'approve-refund: done',
      'approve-refund: already-done',
      'approve-refund: not-allowed',
    ]);
    expect(here.audit.all()[2]).toMatchObject({ cash: 4000, insurance: 8000, byName: '周' });
    expect(here.audit.all()[4]?.byName).not.toContain(OWNER);
  });

  it('comes first: what cannot be written down does not happen', async () => {
    const audit = { ...memoryAudit(), begin: () => Promise.reject(new Error('no store')) };
    const here = await desk({ audit });
    await expect(here.ask(LIU)).rejects.toThrow('no store');
    await expect(here.ask(LIU, { mode: 'cash-part', cash: fen(1) })).rejects.toThrow('no store');
    expect(await here.deps.requests.countOpen(here.deps.hospital.id)).toBe(0);
    expect((await here.stored()).refund).toBeUndefined();
  });

  it('does not undo what has happened', async () => {
    const audit = { ...memoryAudit(), end: () => Promise.reject(new Error('no store')) };
    const here = await desk({ audit });
    await here.ask(LIU, { mode: 'cash-part', cash: fen(1) });
    expect((await here.stored()).refund).toMatchObject({ cash: 1 });
  });

  it('is not filled by a stranger', async () => {
    const here = await desk();
    for (let n = 0; n < 25; n += 1) {
      await expect(here.ask(OWNER)).rejects.toMatchObject({ reason: 'not-allowed' });
    }
    expect(here.audit.all()).toHaveLength(20);
  });
});
