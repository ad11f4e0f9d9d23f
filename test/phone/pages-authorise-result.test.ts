/**
 * The result of an order whose insurance must be permitted first: what it says, how it goes on, why the
 * cashier stayed shut.
 */
import { accepted, refused, settle } from '../support/fake-wx';
import { closedOrder, confirmingOrder, paidOrder } from '../support/phone-answers';
import { type Answers, type Open, openPage } from '../support/phone-pages';
import { offered, said } from '../support/phone-refunds';
import {
  BACK_ARROW,
  backWith,
  codesSent,
  type End,
  INSURED,
  payableOrder,
  repricedOrder,
  RESULT,
  shownAgain,
  soon,
  storedPhase,
  trail,
  withCashier,
} from './insured-phone';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2025, 10, 21, 2, 0) });
});

afterEach(() => {
  jest.useRealTimers();
});

describe('the result', () => {
  async function ready(more: Answers = {}, end: End = 'closed', query = RESULT): Promise<Open> {
    const open = openPage('result', { ...INSURED, ...more });
    withCashier(open.fake, end);
    open.page.run('onLoad', Object.fromEntries(new URL(query, 'http://phone').searchParams));
    open.page.run('onShow');
    await settle();
    return open;
  }

  it('of an order without permission says so, and offers both ways', async () => {
    const { page } = await ready();
    expect(said(page).head).toMatchObject({ state: 'unpaid', title: '尚未授权，未支付' });
    expect(said(page).head['text']).toContain('还没有扣款');
    expect(said(page).order).toMatchObject({ nextText: '去授权' });
    expect(offered(page)).toEqual(['goOn', 'cancel']);
  });

  it('of an order that is permitted offers to go on paying it', async () => {
    const { page } = await ready({ 'pay.confirmOrder': accepted({ order: payableOrder }) });
    expect(said(page).head).toMatchObject({ title: '未支付' });
    expect(said(page).order).toMatchObject({ nextText: '继续支付' });
  });

  it('goes to permit insurance and on to the cashier, and asks by itself when it closed', async () => {
    const open = await ready();
    open.page.run('onGoOn');
    await settle();
    expect(said(open.page).head).toMatchObject({ title: '正在等待您授权' });
    await shownAgain(open, backWith('CODE-1'));
    expect(codesSent(open.fake)).toHaveLength(1);
    expect(said(open.page).head).toMatchObject({ title: '正在等待付款结果' });
    expect(trail(open.fake).at(-1)).toBe('requestMedicalInsurancePay');
    open.answers['pay.confirmOrder'] = accepted({ order: paidOrder });
    await soon();
    expect(said(open.page).head).toMatchObject({ title: '已支付' });
  });

  it('does the same for an order of which only the number is known', async () => {
    const open = await ready({}, 'closed', '/pages/result/result?orderNo=YB0001');
    open.page.run('onGoOn');
    await settle();
    expect(trail(open.fake)).not.toContain('call pay.placeOrder');
    expect(storedPhase(open.fake)).toBe('authorising');
  });

  it('shows that the permission is being looked at, and offers nothing meanwhile', async () => {
    const waiting: ((value: unknown) => void)[] = [];
    const open = await ready({
      'pay.authoriseOrder': () => new Promise((resolve) => waiting.push(resolve)),
    });
    open.page.run('onGoOn');
    await settle();
    await shownAgain(open, backWith('CODE-1'));
    expect(said(open.page).head).toMatchObject({ title: '正在确认授权，请稍等', busy: true });
    expect(offered(open.page)).toEqual([]);
    open.phone.fn('inbox', 'deliver')({ scene: 1001 });
    await settle();
    expect(said(open.page).head).toMatchObject({ title: '正在确认授权，请稍等' });
    waiting[0]?.(accepted({ order: repricedOrder }));
    await settle();
    expect(open.page.data['notice']).toMatchObject({ title: '医保结算结果已确定' });
    expect(said(open.page).order.figure).toMatchObject({ yuan: '77.00' });
    expect(offered(open.page)).toEqual(['goOn', 'cancel']);
  });

  it('does not go back to waiting when the jump is known to be done only after the code came', async () => {
    const waiting: ((value: unknown) => void)[] = [];
    const open = await ready({
      'pay.authoriseOrder': () => new Promise((resolve) => waiting.push(resolve)),
    });
    let done = (): void => undefined;
    open.fake.wx['navigateToMiniProgram'] = (options: { success: (value: object) => void }) => {
      done = () => options.success({});
    };
    open.page.run('onGoOn');
    await settle();
    await shownAgain(open, backWith('CODE-1'));
    done();
    await settle();
    expect(said(open.page).head).toMatchObject({ title: '正在确认授权，请稍等' });
    waiting[0]?.(accepted({ order: payableOrder }));
    await settle();
    expect(said(open.page).head).toMatchObject({ title: '正在等待付款结果' });
    expect(open.page.data).toMatchObject({ busy: false });
  });

  it('says why a permission was not taken, and offers another', async () => {
    const open = await ready({ 'pay.authoriseOrder': refused('authorisation-of-other') });
    open.page.run('onGoOn');
    await settle();
    await shownAgain(open, backWith('CODE-1'));
    expect(open.page.data['notice']).toMatchObject({ title: '授权的不是就诊人本人' });
    expect(said(open.page).head).toMatchObject({ title: '尚未授权，未支付' });
  });

  it('says after the back arrow that nothing was permitted', async () => {
    const open = await ready();
    open.page.run('onGoOn');
    await settle();
    await shownAgain(open, BACK_ARROW);
    expect(said(open.page).head).toMatchObject({ title: '尚未授权，未支付' });
    expect(open.page.data['notice']).toBeNull();
    expect(codesSent(open.fake)).toEqual([]);
  });

  it.each([
    ['needs-upgrade', '请更新微信', ''],
    ['not-permitted', '医院尚未开通这项支付', '拨打医院电话'],
    ['failed', '没有打开医保支付', ''],
  ])('says what kept the cashier shut: %s', async (jump, title, call) => {
    const { page } = await ready({}, 'closed', `${RESULT}&jump=${jump}`);
    expect(page.data['notice']).toMatchObject({ title, call });
  });

  it.each([
    ['the permission', INSURED, RESULT],
    ['the cashier', { 'pay.confirmOrder': accepted({ order: payableOrder }) }, RESULT],
    ['the cashier that did not open', INSURED, `${RESULT}&jump=needs-upgrade`],
  ])('offers nothing that an older WeChat cannot end: %s', async (_what, more, query) => {
    const open = openPage('result', { ...INSURED, ...more });
    open.page.run('onLoad', Object.fromEntries(new URL(query, 'http://phone').searchParams));
    open.page.run('onShow');
    await settle();
    expect(said(open.page).head).toMatchObject({ state: 'unpaid', title: '请更新微信' });
    expect(said(open.page).head['text']).toContain('8.0.44');
    expect(offered(open.page)).toEqual(['cancel']);
    // said once
    expect(open.page.data['notice']).toBeNull();
    withCashier(open.fake, 'closed');
    open.page.run('onPullDownRefresh');
    await settle();
    expect(offered(open.page)).toEqual(['goOn', 'cancel']);
  });

  it('asks for WeChat by its versions, and never for another way of paying', async () => {
    const { page } = await ready({}, 'closed', `${RESULT}&jump=needs-upgrade`);
    const text = JSON.stringify(page.data['notice']);
    expect(text).toContain('8.0.44');
    expect(text).toContain('8.0.13');
    expect(text).not.toContain('自费');
  });

  it('takes back that the cashier failed once the order turns out to be paid', async () => {
    const open = await ready(
      { 'pay.confirmOrder': accepted({ order: confirmingOrder }) },
      'closed',
      `${RESULT}&jump=failed`,
    );
    expect(open.page.data['notice']).toBeNull();
    open.answers['pay.confirmOrder'] = accepted({ order: paidOrder });
    await jest.advanceTimersByTimeAsync(1_500);
    expect(said(open.page).head).toMatchObject({ title: '已支付' });
  });

  it('ignores a jump that no release knows', async () => {
    const { page } = await ready({}, 'closed', `${RESULT}&jump=elsewhere`);
    expect(page.data['notice']).toBeNull();
  });

  it('hears from the cashier that the hospital may not use it', async () => {
    const open = await ready(
      {
        'pay.confirmOrder': accepted({ order: payableOrder }),
        'pay.placeOrder': accepted({ order: payableOrder }),
      },
      { errMsg: 'requestMedicalInsurancePay:fail access denied', errno: 102 },
    );
    open.page.run('onGoOn');
    await settle();
    await soon();
    expect(open.page.data['notice']).toMatchObject({ title: '医院尚未开通这项支付' });
    expect(offered(open.page)).toEqual(['goOn', 'cancel']);
  });

  it('cancels an order that waits for a permission', async () => {
    const open = await ready({ 'pay.closeOrder': accepted({ order: closedOrder }) });
    open.page.run('onCancelConfirmed');
    await settle();
    expect(said(open.page).head).toMatchObject({ title: '订单已关闭' });
  });

  it('does not go on with a code that the cashier’s return brought (trap 22)', async () => {
    const open = await ready({
      'pay.confirmOrder': accepted({ order: payableOrder }),
      'pay.placeOrder': accepted({ order: payableOrder }),
    });
    open.page.run('onGoOn');
    await settle();
    await shownAgain(open, backWith('STALE'));
    expect(codesSent(open.fake)).toEqual([]);
    expect(said(open.page).head).toMatchObject({ title: '未支付' });
  });
});
