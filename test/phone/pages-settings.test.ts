/** Settings and the electronic invoice: what is kept on the phone, what is forgotten, what is copied. */
import { accepted, refused, settle } from '../support/fake-wx';
import { openPage, went, type Answers, type Open } from '../support/phone-pages';
import { loadPhone } from '../support/phone-modules';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2025, 10, 21, 2, 0) });
});

afterEach(() => {
  jest.useRealTimers();
});

const done = ({ fake }: Open): string[] => fake.sent.map(({ what }) => what);

describe('the settings', () => {
  const settings = (more: Answers = {}): Open => {
    const open = openPage('settings', more);
    open.page.run('onLoad');
    return open;
  };

  it('keeps the language and starts anew in it', () => {
    const open = settings();
    expect(open.page.data).toMatchObject({ language: 'zh-CN', size: 'wechat' });
    open.page.run('onLanguage', { detail: { key: 'en' } });
    expect(open.fake.storage.get('preferences')).toBe('{"language":"en"}');
    expect(done(open)).toContain('restartMiniProgram');
    const words = loadPhone({ modules: { words: 'services/words' }, wx: open.fake.wx });
    expect(words.fn('words', 'words')()).toMatchObject({ settings: { title: 'Settings' } });
  });

  it('keeps the size of text beside the language, never below WeChat’s own', () => {
    const open = settings();
    open.page.run('onLanguage', { detail: { key: 'en' } });
    open.page.run('onSize', { detail: { key: 'largest' } });
    expect(open.fake.storage.get('preferences')).toBe('{"language":"en","textSize":"largest"}');
    const load = (factor: number): unknown => {
      Object.assign(open.fake.wx, {
        getAppBaseInfo: () => ({ language: 'zh_CN', fontSizeScaleFactor: factor }),
      });
      const phone = loadPhone({ modules: { device: 'services/device' }, wx: open.fake.wx });
      return phone.fn('device', 'fontScale')();
    };
    expect([load(1), load(1.5), load(3)]).toEqual([1.4, 1.5, 1.6]);
  });

  it('says when it takes effect where WeChat cannot start the program anew', () => {
    const open = settings();
    Object.assign(open.fake.wx, { canIUse: (name: string) => name !== 'restartMiniProgram' });
    open.page.run('onSize', { detail: { key: 'large' } });
    expect(done(open)).not.toContain('restartMiniProgram');
    expect(open.page.data).toMatchObject({ size: 'large', notice: { title: '已经保存' } });
  });

  it('says so when the phone keeps nothing', () => {
    const open = settings();
    open.fake.storageFull = true;
    open.page.run('onLanguage', { detail: { key: 'en' } });
    expect(open.page.data).toMatchObject({
      language: 'zh-CN',
      notice: { title: '没有保存成功' },
    });
    expect(done(open)).not.toContain('restartMiniProgram');
  });

  it('does nothing for what is chosen already', () => {
    const open = settings();
    open.page.run('onLanguage', { detail: { key: 'zh-CN' } });
    open.page.run('onSize', { detail: { key: 'wechat' } });
    expect(open.fake.storage.has('preferences')).toBe(false);
  });

  it.each([
    [3, '按规定保留了 3 笔缴费订单。'],
    [0, '没有需要保留的订单。'],
  ])('deletes the data after a question, and says what stays: %s', async (ordersKept, text) => {
    const open = settings({ 'clinic.deleteMyData': accepted({ ordersKept }) });
    open.page.run('onRemove');
    open.page.run('onKeep');
    expect(open.fake.calls).toEqual([]);
    open.page.run('onRemove');
    open.page.run('onRemoveSure');
    open.page.run('onRemoveSure');
    await settle();
    expect(open.fake.calls).toHaveLength(1);
    expect(open.page.data).toMatchObject({
      asked: false,
      busy: false,
      notice: { title: '您的数据已经删除', text },
    });
  });

  it('says why the data cannot be deleted now', async () => {
    const open = settings({ 'clinic.deleteMyData': refused('data-has-open-order') });
    open.page.run('onRemoveSure');
    await settle();
    expect(open.page.data['notice']).toMatchObject({ title: '还有没办完的缴费或退费' });
  });

  it('leads staff to their desk, and opens the privacy text', () => {
    const open = settings();
    open.page.run('onStaff');
    open.page.run('onPrivacy');
    expect(went(open.fake, 'navigateTo')).toEqual(['/packages/staff/pages/desk/desk']);
    expect(done(open)).toContain('openPrivacyContract');
  });
});

describe('the electronic invoice', () => {
  const issued = {
    state: 'issued',
    code: '44012345',
    number: '0000123456',
    checkCode: 'a1b2c3',
    issuedAt: Date.UTC(2025, 10, 21, 2, 0),
    total: 27770,
  };

  async function shown(answer: unknown): Promise<Open> {
    const open = openPage('invoice', { 'clinic.invoice': answer });
    open.page.run('onLoad', { orderNo: 'YB0001' });
    open.page.run('onShow');
    await settle();
    return open;
  }

  it('shows its numbers and copies them', async () => {
    const open = await shown(accepted({ invoice: issued }));
    expect(open.fake.calls.at(-1)?.input).toEqual({ orderNo: 'YB0001' });
    expect(open.page.data).toMatchObject({
      panel: null,
      invoice: { yuan: '277.70', rows: [{ value: '44012345' }, {}, { value: 'a1b2c3' }] },
    });
    open.page.run('onCopy', { detail: { value: '44012345' } });
    open.page.run('onCopyAll');
    const copied = open.fake.sent.filter(({ what }) => what === 'setClipboardData');
    expect(copied.map(({ detail }) => (detail as { data: string }).data)).toEqual([
      '44012345',
      '票据代码 44012345\n票据号码 0000123456\n校验码 a1b2c3',
    ]);
  });

  it.each([
    ['not-yet', '电子发票还没有开出来', '刷新看看'],
    ['at-counter', '请到窗口打印发票', ''],
  ])('says what to do when there is none: %s', async (state, title, action) => {
    const open = await shown(accepted({ invoice: { state } }));
    expect(open.page.data).toMatchObject({
      invoice: null,
      panel: { kind: 'empty', title, action },
    });
  });

  it('is read again after a failure', async () => {
    const open = await shown(refused('hospital-unreachable', true));
    expect(open.page.data['panel']).toMatchObject({ kind: 'error' });
    open.answers['clinic.invoice'] = accepted({ invoice: issued });
    open.page.run('onAction');
    await settle();
    expect(open.page.data).toMatchObject({ panel: null, invoice: { yuan: '277.70' } });
  });
});
