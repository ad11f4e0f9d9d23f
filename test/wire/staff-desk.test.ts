/**
 * The desk over real functions: figures, looking up, the second clerk, codes that let people in, the
 * audit list, days that are closed, files; and what everybody else may try (money rules 9, 12, 13).
 */
import { fen } from '../../miniprogram/shared/fen';
import { pay, placed } from '../support/payer';
import { later, paidOrder, refundsSent } from '../support/refunder';
import {
  ADMINISTRATOR,
  auditLines,
  callAny,
  CLERK,
  everyAction,
  hireBoth,
  SECOND,
  shanghaiToday,
} from '../support/staff-desk';
import { readWorkbook } from '../support/staff-xlsx';
import { testSandbox, WANG, ZHANG, type TestSandbox } from '../support/sandbox';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
jest.setTimeout(60_000);

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await testSandbox({ rules: { secondClerkAbove: 30_000 } });
  await hireBoth(sandbox);
});
afterAll(() => sandbox.close());

const figures = async (day?: string) =>
  (await sandbox.must(CLERK, 'staff', 'figures', day === undefined ? {} : { day })).figures;

/** Below the limit: it goes at once. */
const part = (orderNo: string) =>
  ({ orderNo, mode: 'cash-part', cash: fen(2_000), note: '=1+1' }) as const;

describe('figures', () => {
  it('count and sum what was paid, brought back and waits, by the way people came', async () => {
    const before = await figures();
    const one = await paidOrder(sandbox, 'insurance-and-cash');
    const two = await paidOrder(sandbox, 'self-pay');
    await placed(sandbox, 'all-insurance');
    await sandbox.must(CLERK, 'staff', 'refund', part(two.orderNo));
    await later(sandbox, MINUTE);
    const after = await figures();
    expect(after.day).toBe(shanghaiToday(sandbox));
    expect(after.paid.count - before.paid.count).toBe(2);
    expect(after.paid.cash - before.paid.cash).toBe(one.split.cash + two.split.cash);
    expect(after.paid.insurance - before.paid.insurance).toBe(one.split.insurance);
    expect(after.refunded.count - before.refunded.count).toBe(1);
    expect(after.refunded.cash - before.refunded.cash).toBe(2_000);
    expect(after.waiting - before.waiting).toBe(1);
    expect(after.byEntry.menu - before.byEntry.menu).toBe(2);
    expect((await figures('20200101')).paid).toEqual({ count: 0, cash: 0, insurance: 0 });
  });
});

describe('looking up', () => {
  const find = (ask: object) => sandbox.must(CLERK, 'staff', 'findOrders', ask);
  const numbers = async (ask: object) => (await find(ask)).orders.map(({ orderNo }) => orderNo);

  it('finds by order, refund, bill and card number, and nothing is an empty list', async () => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    expect(await numbers({ text: order.orderNo })).toEqual([order.orderNo]);
    expect(await numbers({ text: `R${order.orderNo}` })).toEqual([order.orderNo]);
    expect(await numbers({ text: order.billIds[0] })).toEqual([order.orderNo]);
    const { cardNo } = sandbox.world.hospital.getPatient('P00001');
    expect(await numbers({ text: ` ${cardNo} ` })).toContain(order.orderNo);
    expect(await numbers({ text: cardNo, state: 'paid' })).toContain(order.orderNo);
    expect(await numbers({ text: cardNo, state: 'over' })).not.toContain(order.orderNo);
    expect(await numbers({ text: cardNo, day: '20200101' })).toEqual([]);
    expect(await numbers({ text: '0000000099' })).toEqual([]);
    const [line] = (await find({ text: order.orderNo })).orders;
    expect(line).toMatchObject({ patientName: '张*国', state: 'paid', kind: 'clinic' });
  });

  it('says so when the hospital cannot be asked whose card it is', async () => {
    const fault = { call: 'his.getPatientByCard', fault: { kind: 'cut-before' }, count: 5 };
    await sandbox.request('/sandbox/api/faults', fault);
    const { cardNo } = sandbox.world.hospital.getPatient('P00001');
    const tried = await sandbox.call(CLERK, 'staff', 'findOrders', { text: cardNo });
    await sandbox.request('/sandbox/api/faults', undefined, 'DELETE');
    expect(tried).toMatchObject({ ok: false, reason: 'hospital-unreachable', retry: true });
  });

  it('pages stay what they were while orders are added', async () => {
    for (let more = 0; more < 22; more += 1) await placed(sandbox, 'self-pay');
    const first = await find({ state: 'waiting' });
    expect(first.orders).toHaveLength(20);
    await placed(sandbox, 'self-pay');
    const second = await find({ state: 'waiting', after: first.next });
    const seen = [...first.orders, ...second.orders].map(({ orderNo }) => orderNo);
    expect(new Set(seen).size).toBe(seen.length);
    expect(second.orders.length).toBeGreaterThan(1);
    const times = [...first.orders, ...second.orders].map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort((left, right) => right - left));
  });
});

describe('a refund above the limit', () => {
  const ask = (orderNo: string) => ({ orderNo, mode: 'whole', note: '开错药' }) as const;
  const waiting = async (who: string) =>
    (await sandbox.must(who, 'staff', 'refundRequests', {})).requests;

  async function asked(): Promise<{ orderNo: string; requestId: string }> {
    const { orderNo } = await paidOrder(sandbox, 'insurance-and-cash');
    const answer = await sandbox.must(CLERK, 'staff', 'refund', ask(orderNo));
    expect(answer.waitsFor).toBe('second-clerk');
    const request = (await waiting(SECOND)).find((one) => one.orderNo === orderNo);
    if (request === undefined) throw new Error('no request');
    return { orderNo, requestId: request.requestId };
  }

  it('waits, is not for the one who asked, and goes when somebody else agrees', async () => {
    const sent = refundsSent(sandbox);
    const { orderNo, requestId } = await asked();
    expect(refundsSent(sandbox)).toBe(sent);
    expect((await figures()).waitingRefunds).toBeGreaterThan(0);
    const own = (await waiting(CLERK)).find((one) => one.requestId === requestId);
    expect(own).toMatchObject({ own: true, askedByName: '刘收费', cash: 10000, insurance: 32400 });
    const approve = (who: string) => sandbox.call(who, 'staff', 'approveRefund', { requestId });
    expect(await approve(CLERK)).toMatchObject({ ok: false, reason: 'second-clerk-same' });
    const again = await sandbox.call(CLERK, 'staff', 'refund', part(orderNo));
    expect(again).toMatchObject({ ok: false, reason: 'second-clerk-needed' });
    expect(await approve(SECOND)).toMatchObject({ ok: true, value: { orderNo } });
    await later(sandbox, MINUTE);
    const { order } = await sandbox.must(SECOND, 'staff', 'order', { orderNo });
    expect(order.refund).toMatchObject({ state: 'done', cash: 10000, insurance: 32400 });
    expect(refundsSent(sandbox)).toBe(sent + 1);
    expect((await waiting(SECOND)).map((one) => one.requestId)).not.toContain(requestId);
    expect(await approve(SECOND)).toMatchObject({ ok: true });
    expect(refundsSent(sandbox)).toBe(sent + 1);
  });

  it('goes once when two agree at once', async () => {
    const sent = refundsSent(sandbox);
    const { orderNo, requestId } = await asked();
    const agree = (who: string) => sandbox.call(who, 'staff', 'approveRefund', { requestId });
    const answers = await Promise.all([agree(SECOND), agree(ADMINISTRATOR), agree(SECOND)]);
    expect(answers.some(({ ok }) => ok)).toBe(true);
    await later(sandbox, MINUTE);
    expect(refundsSent(sandbox)).toBe(sent + 1);
    const { order } = await sandbox.must(SECOND, 'staff', 'order', { orderNo });
    expect(order.refund).toMatchObject({ state: 'done', cash: 10000 });
  });

  it('goes nowhere when somebody says no, and may be asked for anew', async () => {
    const { orderNo, requestId } = await asked();
    await sandbox.must(SECOND, 'staff', 'dismissRefund', { requestId, note: '已取药' });
    const late = await sandbox.call(SECOND, 'staff', 'approveRefund', { requestId });
    expect(late).toMatchObject({ ok: false, reason: 'case-changed' });
    await sandbox.must(CLERK, 'staff', 'refund', ask(orderNo));
    const next = (await waiting(SECOND)).find((one) => one.orderNo === orderNo);
    expect(next?.requestId).not.toBe(requestId);
    expect(
      (await sandbox.must(SECOND, 'staff', 'order', { orderNo })).order.refund,
    ).toBeUndefined();
  });
});

describe('who may', () => {
  it('nobody who is not staff does anything but join, and it is written down', async () => {
    const { orderNo } = await paidOrder(sandbox, 'self-pay');
    const before = sandbox.world.platform.engine.order(orderNo);
    for (const [action, input] of everyAction(orderNo, shanghaiToday(sandbox))) {
      const answer = await callAny(sandbox, ZHANG, action, input);
      expect([action, answer]).toEqual([
        action,
        expect.objectContaining({ ok: false, reason: 'not-allowed' }),
      ]);
    }
    expect(sandbox.world.platform.engine.order(orderNo)).toEqual(before);
    const tried = (await auditLines(sandbox)).filter(({ detail }) =>
      detail?.includes('not-allowed'),
    );
    expect(tried.length).toBeGreaterThan(0);
    expect(JSON.stringify(tried)).not.toContain(ZHANG);
  });

  it('a clerk does not do what administrators do', async () => {
    for (const [action, input] of [
      ['invite', { name: '某', role: 'clerk' }],
      ['members', {}],
      ['shutOut', { memberId: 'a'.repeat(24) }],
      ['audit', {}],
      ['setMember', { openId: CLERK, name: '刘', role: 'administrator' }],
    ] as const) {
      const answer = await callAny(sandbox, CLERK, action, input);
      expect(answer).toMatchObject({ ok: false, reason: 'not-allowed' });
    }
  });

  it('a code lets one person in, once, for a day', async () => {
    const invite = () =>
      sandbox.must(ADMINISTRATOR, 'staff', 'invite', { name: '王新', role: 'clerk' });
    const join = (who: string, code: string) => sandbox.call(who, 'staff', 'join', { code });
    const wrong = { ok: false, reason: 'invitation-wrong' };
    const { code, expiresAt } = await invite();
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
    expect(expiresAt - sandbox.world.clock.now()).toBeLessThanOrEqual(24 * HOUR);
    const both = await Promise.all([join('oNewOne', code), join('oNewTwo', code)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const [winner, loser] = both[0].ok ? ['oNewOne', 'oNewTwo'] : ['oNewTwo', 'oNewOne'];
    expect(await join(loser, code)).toMatchObject(wrong);
    expect(await join(winner, code.toLowerCase())).toMatchObject({ ok: true });
    // the store holds no code
    const kept = sandbox.world.database.documents('staff_invitations');
    expect(JSON.stringify(kept)).not.toContain(code);
    const late = await invite();
    sandbox.world.clock.advance(24 * HOUR);
    expect(await join(loser, late.code)).toMatchObject(wrong);
  });

  it('codes cannot be guessed', async () => {
    const tries = [];
    for (let n = 0; n < 11; n += 1) {
      tries.push(await sandbox.call(WANG, 'staff', 'join', { code: `AAAAAA${String(22 + n)}` }));
    }
    const heard = tries.map((answer) => (answer.ok ? 'let in' : answer.reason));
    expect(new Set(heard.slice(0, 10))).toEqual(new Set(['invitation-wrong']));
    expect(heard[10]).toBe('too-many-attempts');
  });

  it('who is shut out is refused at the next call, and their codes with them', async () => {
    const ask = { name: '陈二', role: 'administrator' } as const;
    const { code } = await sandbox.must(ADMINISTRATOR, 'staff', 'invite', ask);
    await sandbox.must('oSecondAdmin', 'staff', 'join', { code });
    const theirs = await sandbox.must('oSecondAdmin', 'staff', 'invite', ask);
    const { members } = await sandbox.must(ADMINISTRATOR, 'staff', 'members', {});
    expect(members.filter(({ fixed }) => fixed)).toHaveLength(1);
    expect(JSON.stringify(members)).not.toContain('oSecondAdmin');
    const lost = members.find(({ name }) => name === '陈二');
    const chief = members.find(({ fixed }) => fixed);
    const shutOut = (memberId = '') => ({ memberId });
    await sandbox.must(ADMINISTRATOR, 'staff', 'shutOut', shutOut(lost?.memberId));
    const no = { ok: false, reason: 'not-allowed' };
    expect(await sandbox.call('oSecondAdmin', 'staff', 'figures', {})).toMatchObject(no);
    const back = await sandbox.call('oSecondAdmin', 'staff', 'join', { code });
    expect(back).toMatchObject({ ok: false, reason: 'invitation-wrong' });
    const friend = await sandbox.call('oFriend', 'staff', 'join', { code: theirs.code });
    expect(friend).toMatchObject({ ok: false, reason: 'invitation-wrong' });
    const fixed = await sandbox.call(ADMINISTRATOR, 'staff', 'shutOut', shutOut(chief?.memberId));
    expect(fixed).toMatchObject(no);
  });
});

describe('the end of a shift', () => {
  it('says what came in and what the clerk did, also as a file', async () => {
    const from = sandbox.world.clock.now();
    // the platform tells whole seconds
    sandbox.world.clock.advance(2_000);
    const order = await paidOrder(sandbox, 'self-pay');
    await sandbox.must(CLERK, 'staff', 'refund', part(order.orderNo));
    await later(sandbox, MINUTE);
    await sandbox.call(CLERK, 'staff', 'refund', part(order.orderNo));
    const span = { from, to: sandbox.world.clock.now() };
    const { shift } = await sandbox.must(CLERK, 'staff', 'shift', span);
    const back = { count: 1, cash: 2_000, insurance: 0 };
    const paid = { count: 1, cash: order.split.cash, insurance: 0 };
    expect(shift).toMatchObject({ paid, refunded: back, ownRefunds: back });
    const other = await sandbox.must(SECOND, 'staff', 'shift', span);
    expect(other.shift.ownRefunds.count).toBe(0);
    const { file } = await sandbox.must(CLERK, 'staff', 'shiftFile', span);
    expect(file.name).toMatch(/^交班_\d{14}_\d{14}\.xlsx$/);
    const [summary, acts] = readWorkbook(file.content);
    expect(summary?.rows).toContainEqual(['退款', 1, 20, 0]);
    expect(acts?.rows.map((row) => row[1])).toEqual(['操作', '退款', '退款']);
    expect(acts?.rows[2]?.[5]).toContain('refund-exists');
    const tooLong = { from: 0, to: 48 * HOUR + 1 };
    expect(await sandbox.call(CLERK, 'staff', 'shift', tooLong)).toMatchObject({
      reason: 'bad-request',
    });
  });
});

describe('the acceptance sheet', () => {
  it('counts by kind and lists every order', async () => {
    const day = shanghaiToday(sandbox);
    const days = { from: day, to: day };
    const before = (await sandbox.must(CLERK, 'staff', 'acceptance', days)).acceptance;
    const order = await placed(sandbox, 'all-insurance');
    await pay(sandbox, order.orderNo);
    await paidOrder(sandbox, 'zero-insurance');
    await later(sandbox, MINUTE);
    const { acceptance } = await sandbox.must(CLERK, 'staff', 'acceptance', days);
    expect(acceptance.insuranceOnly - before.insuranceOnly).toBe(1);
    expect(acceptance.zeroInsurance - before.zeroInsurance).toBe(1);
    expect(acceptance).toMatchObject({ ready: false, daysReconciled: 0 });
    const { file } = await sandbox.must(CLERK, 'staff', 'acceptanceFile', days);
    const [, orders] = readWorkbook(file.content);
    expect(orders?.rows).toHaveLength(acceptance.orders + 1);
    expect(orders?.rows.map((row) => row[0])).toContain(order.orderNo);
  });
});
