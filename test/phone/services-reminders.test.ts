/** Asking for messages: in the tap, before the jump, and never in the way of paying. */
import { accepted, refused, settle } from '../support/fake-wx';
import { paidOrder, unpaidOrder } from '../support/phone-answers';
import { type Answers, type Open, openPage } from '../support/phone-pages';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2025, 10, 21, 2, 0) });
});

afterEach(() => {
  jest.useRealTimers();
});

const TEMPLATES = JSON.stringify({ paid: 't-paid', refunded: 't-back', visit: 't-visit' });
const happened = ({ fake }: Open): string[] =>
  fake.sent
    .map(({ what }) => what)
    .filter((what) => /requestSubscribe|subscribed|placeOrder|navigateToMini/.test(what));
const told = ({ fake }: Open): unknown[] =>
  fake.calls.filter(({ action }) => action === 'subscribed').map(({ input }) => input);

async function checkout(more: Answers = {}, templates = TEMPLATES): Promise<Open> {
  const open = openPage('checkout', { 'clinic.subscribed': accepted({}), ...more });
  if (templates !== '') open.fake.storage.set('templates', templates);
  open.page.run('onLoad', { patientId: 'p1', billIds: 'b1' });
  open.page.run('onShow');
  await settle();
  return open;
}

describe('the pay button', () => {
  it('asks in the tap itself, tells what was accepted, then places the order and jumps', async () => {
    const open = await checkout();
    open.page.run('onPay');
    expect(happened(open)).toEqual(['requestSubscribeMessage']);
    await settle();
    expect(happened(open)).toEqual([
      'requestSubscribeMessage',
      'call clinic.subscribed',
      'call pay.placeOrder',
      'navigateToMiniProgram',
    ]);
    const asked = open.fake.sent.find(({ what }) => what === 'requestSubscribeMessage');
    expect(asked?.detail).toMatchObject({ tmplIds: ['t-paid', 't-back'] });
    expect(told(open)).toEqual([{ kinds: ['paid', 'refunded'] }]);
  });

  it.each([
    ['refused', 'reject' as const],
    ['failing', new Error('requestSubscribeMessage:fail 20004')],
  ])('pays all the same when the question is %s', async (_how, subscribes) => {
    const open = await checkout();
    open.fake.subscribes = subscribes;
    open.page.run('onPay');
    await settle();
    expect(told(open)).toEqual([]);
    expect(happened(open)).toContain('navigateToMiniProgram');
  });

  it('pays all the same when nobody hears that messages were wanted', async () => {
    const open = await checkout({ 'clinic.subscribed': refused('busy', true) });
    open.page.run('onPay');
    await settle();
    expect(open.page.data).toMatchObject({ away: true });
  });

  it.each([
    ['no templates are known', ''],
    ['the templates are of other kinds', '{"visit":"t-visit"}'],
    ['what is kept cannot be read', '{"paid":7}'],
  ])('asks nothing when %s', async (_why, templates) => {
    const open = await checkout({}, templates);
    open.page.run('onPay');
    await settle();
    expect(happened(open)).toEqual(['call pay.placeOrder', 'navigateToMiniProgram']);
  });

  it('goes on when WeChat never answers the question', async () => {
    const open = await checkout();
    Object.assign(open.fake.wx, { requestSubscribeMessage: () => undefined });
    open.page.run('onPay');
    await settle();
    expect(happened(open)).toEqual([]);
    jest.advanceTimersByTime(60_000);
    await settle();
    expect(happened(open)).toContain('navigateToMiniProgram');
  });

  it('asks once, however often the sum changes', async () => {
    const split = { ...unpaidOrder.split, total: 30000, cash: 9230 };
    const open = await checkout({
      'pay.placeOrder': accepted({ order: { ...unpaidOrder, split } }),
    });
    open.page.run('onPay');
    await settle();
    open.page.run('onPay');
    await settle();
    expect(happened(open).filter((what) => what === 'requestSubscribeMessage')).toHaveLength(1);
  });
});

describe('the entry', () => {
  const entries = ({ fake }: Open): unknown[] =>
    fake.calls
      .filter(({ action }) => action === 'placeOrder')
      .map(({ input }) => (input as { entry: unknown }).entry);

  it.each([
    [1001, {}, 'menu'],
    [1014, {}, 'message'],
    [1107, {}, 'message'],
    [1001, { entry: 'prescription-code' }, 'prescription-code'],
    [1107, { entry: 'prescription-code' }, 'prescription-code'],
    [1001, { entry: 'something' }, 'menu'],
  ])('of scene %s and %j is counted as %s', async (scene, query, entry) => {
    const open = openPage('checkout');
    open.fake.scene = scene;
    open.page.run('onLoad', { patientId: 'p1', billIds: 'b1', ...query });
    open.page.run('onShow');
    await settle();
    open.page.run('onPay');
    await settle();
    expect(entries(open)).toEqual([entry]);
  });
});

describe('the result', () => {
  const visit = {
    ...paidOrder,
    kind: 'registration',
    visit: {
      appointmentId: 'a1',
      from: Date.UTC(2025, 10, 22, 1),
      to: Date.UTC(2025, 10, 22, 2),
      department: '内科',
      doctor: '李敏',
      place: '二楼 3 诊室',
    },
  };

  async function result(order: object): Promise<Open> {
    const open = openPage('result', {
      'pay.confirmOrder': accepted({ order }),
      'clinic.subscribed': accepted({}),
    });
    open.fake.storage.set('templates', TEMPLATES);
    open.page.run('onLoad', { orderNo: 'YB0001' });
    open.page.run('onShow');
    await settle();
    return open;
  }

  it('offers to remind of a visit, once', async () => {
    const open = await result(visit);
    expect(open.page.data).toMatchObject({ remind: '就诊前提醒我', reminded: false });
    open.page.run('onRemind');
    await settle();
    expect(told(open)).toEqual([{ kinds: ['visit'] }]);
    expect(open.page.data).toMatchObject({ remind: '好的，到时候微信会提醒您', reminded: true });
    open.page.run('onRemind');
    await settle();
    expect(told(open)).toHaveLength(1);
  });

  it('can be asked again after a no', async () => {
    const open = await result(visit);
    open.fake.subscribes = 'reject';
    open.page.run('onRemind');
    await settle();
    expect(open.page.data).toMatchObject({
      reminded: false,
      remind: '没有打开提醒，需要时可以再点',
    });
  });

  it.each([
    ['there is no template for it', { ...unpaidOrder, reason: 'card-unbound' }],
    ['nothing is paid', unpaidOrder],
  ])('offers nothing when %s', async (_why, order) => {
    expect((await result(order)).page.data).toMatchObject({ remind: '' });
  });
});
