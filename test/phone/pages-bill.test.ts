/** One bill: what it shows, and when; a split that is late or cannot be had hides nothing. */
import { accepted, refused, settle } from '../support/fake-wx';
import { insuranceSplit } from '../support/phone-answers';
import { openPage } from '../support/phone-pages';

describe('one bill', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: Date.UTC(2025, 10, 21, 2, 0) });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('folds nothing away from its data and shows a discount of the bureau (trap 16)', async () => {
    const { page } = openPage('bill');
    page.run('onLoad', { patientId: 'p1', billId: 'b1' });
    page.run('onShow');
    await settle();
    const split = page.data['split'] as { rows: { key: string; yuan: string; aria: string }[] };
    expect(split.rows.map(({ key, yuan }) => [key, yuan])).toEqual([
      ['total', '277.70'],
      ['insurance', '203.70'],
      ['fund', '153.70'],
      ['account', '50.00'],
      ['discount', '4.00'],
      ['cash', '70.00'],
    ]);
    expect(split.rows.at(-1)?.aria).toBe('自费70.00元');
    expect(page.data['bill']).toMatchObject({ act: 'pay', items: [{}, {}] });
  });

  it('shows the bill first, and the split when it comes', async () => {
    const waiting: ((value: unknown) => void)[] = [];
    const { page } = openPage('bill', {
      'clinic.split': () => new Promise((resolve) => waiting.push(resolve)),
    });
    page.run('onLoad', { patientId: 'p1', billId: 'b1' });
    page.run('onShow');
    await settle();
    expect(page.data).toMatchObject({ panel: null, splitting: true, bill: { act: 'pay' } });
    waiting[0]?.(accepted({ split: insuranceSplit }));
    await settle();
    expect(page.data).toMatchObject({
      splitting: false,
      split: { rows: [{}, {}, {}, {}, {}, {}] },
    });
  });

  it('stays readable when the split cannot be had, and lets the patient ask again', async () => {
    const { page } = openPage('bill', { 'clinic.split': refused('timeout', true) });
    page.run('onLoad', { patientId: 'p1', billId: 'b1' });
    page.run('onShow');
    await settle();
    expect(page.data).toMatchObject({ panel: null, splitRetry: true, bill: { act: 'pay' } });
  });
});
