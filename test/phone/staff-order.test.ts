/** One order as a clerk sees it: sums, facts, history, and what can be done. */
import { accepted, refused } from '../support/fake-wx';
import { openStaffPage } from '../support/staff-phone';
import {
  AT,
  freeVisit,
  paidOrder,
  refundingOrder,
  transferCase,
} from '../support/staff-phone-answers';

beforeEach(() => {
  jest.useFakeTimers({ now: AT });
});

afterEach(() => {
  jest.useRealTimers();
});

const AT_STAFF = '/packages/staff/pages';

describe('an order', () => {
  const query = { orderNo: 'YB0001' };

  it('shows sums with the state of each part, facts, and its history, the latest first', async () => {
    const { page } = await openStaffPage('order', {}, { query });
    expect(page.data['order']).toMatchObject({
      tag: '已收款',
      rows: [
        { label: '医保（已付）', yuan: '324.00' },
        { label: '自费（已付）', yuan: '100.00' },
      ],
      history: [
        { title: '已收款', more: '系统 · 共 3 次' },
        { title: '支付平台已接单', more: '系统' },
      ],
      refundCall: '办理退费',
      refund: null,
      case: null,
    });
  });

  it('shows its refund, and offers no second one', async () => {
    const { page } = await openStaffPage(
      'order',
      { order: accepted({ order: refundingOrder }) },
      { query },
    );
    expect(page.data['order']).toMatchObject({
      refundCall: '',
      refund: { tag: '支付平台退费中', rows: [{ label: '自费（退费中）' }, { yuan: '40.00' }] },
    });
  });

  it('offers to give back the place of a registration that cost nothing', async () => {
    const { page } = await openStaffPage(
      'order',
      { order: accepted({ order: freeVisit }) },
      { query },
    );
    expect(page.data['order']).toMatchObject({ refundCall: '退号', yuan: '0.00' });
  });

  it('says what needs a person, with the evidence in yuan, and leads there', async () => {
    const review = { ...transferCase, evidence: 'state refunding, cash change 10000' };
    const opened = await openStaffPage(
      'order',
      { order: accepted({ order: { ...paidOrder, review } }) },
      { query },
    );
    expect(opened.page.data['order']).toMatchObject({
      tagTheme: 'danger',
      case: {
        title: '自费退回到医院账户',
        evidence: '平台状态 退费中，自费 退回到医院账户 ¥100.00',
      },
    });
    await opened.run('onHandle');
    await opened.run('onRefund');
    expect(opened.went('navigateTo')).toEqual([
      `${AT_STAFF}/review/review?orderNo=YB0001`,
      `${AT_STAFF}/refund/refund?orderNo=YB0001`,
    ]);
  });

  it('names an outcome of a newer release as something new', async () => {
    const [first] = paidOrder.history;
    const history = [{ ...first, outcome: 'from-the-future' }];
    const { page } = await openStaffPage(
      'order',
      { order: accepted({ order: { ...paidOrder, history } }) },
      { query },
    );
    expect(page.data['order']).toMatchObject({ history: [{ title: '有新的记录' }] });
  });

  it('copies a number, and says when there is no such order', async () => {
    const opened = await openStaffPage('order', {}, { query });
    await opened.run('onCopy', { value: 'YB0001' });
    expect(opened.fake.sent.at(-1)).toMatchObject({
      what: 'setClipboardData',
      detail: { data: 'YB0001' },
    });
    opened.answers['order'] = refused('order-not-found');
    await opened.run('onPullDownRefresh');
    expect(opened.page.data['panel']).toMatchObject({ kind: 'empty', title: '没有这笔订单' });
  });
});
