/** Registering up to the choice of a time: departments, doctors, slots. */
import { accepted, refused, settle } from '../support/fake-wx';
import { openPage, went, type Answers, type Open } from '../support/phone-pages';
import {
  days,
  departments,
  doctors,
  NOT_COVERED,
  NOT_TODAY,
  NOW,
  slot,
  SLOT_QUERY,
  TODAY,
  TOMORROW,
  VISIT_ANSWERS,
} from '../support/phone-visits';

beforeEach(() => {
  jest.useFakeTimers({ now: NOW });
});

afterEach(() => {
  jest.useRealTimers();
});

async function opened(name: string, query: object, more: Answers = {}): Promise<Open> {
  const open = openPage(name, { ...VISIT_ANSWERS, ...more });
  open.page.run('onLoad', query);
  if (name !== 'departments') open.page.run('onShow');
  await settle();
  return open;
}

const at = (index: number): object => ({ currentTarget: { dataset: { index } } });
const typed = (value: string): object => ({ detail: { value } });

describe('the departments', () => {
  it('are listed under a plain word on what insurance pays, and lead to their doctors', async () => {
    const { fake, page } = await opened('departments', {});
    expect(page.data).toMatchObject({ loading: false, panel: null, found: '', more: false });
    expect(page.data['insurance']).toMatchObject({ possible: false, title: '医保只能付今天的号' });
    page.run('onOpen', at(1));
    expect(went(fake, 'navigateTo')).toEqual([
      `/pages/doctors/doctors?departmentId=ped&name=${encodeURIComponent('儿科')}`,
    ]);
  });

  it('say otherwise where the city has no such rule', async () => {
    const { page } = await opened(
      'departments',
      {},
      {
        'clinic.departments': accepted({ departments, sameDayOnly: false }),
      },
    );
    expect(page.data['insurance']).toMatchObject({ possible: true });
  });

  it.each([
    ['呼吸', ['resp']],
    ['咳嗽', ['resp', 'ped']],
    ['  发热 小儿 ', ['ped']],
    ['ECZEMA', ['derm']],
    ['门诊楼', ['resp', 'derm']],
  ])('are found by %s', async (word, ids) => {
    const { page } = await opened('departments', {});
    page.run('onSearch', typed(word));
    const rows = page.data['rows'] as { departmentId: string }[];
    expect(rows.map(({ departmentId }) => departmentId)).toEqual(ids);
    expect(page.data['found']).toBe(`找到 ${String(ids.length)} 个科室`);
  });

  it('say when nothing was found, and show all again', async () => {
    const { page } = await opened('departments', {});
    page.run('onSearch', typed('牙'));
    expect(page.data['panel']).toMatchObject({ kind: 'empty', title: '没有找到“牙”' });
    page.run('onAction');
    expect(page.data).toMatchObject({ panel: null, word: '', found: '' });
    expect(page.data['rows']).toHaveLength(3);
  });

  it('come twenty at a time', async () => {
    const many = Array.from({ length: 45 }, (_, index) => ({
      ...departments[0],
      departmentId: `d${String(index)}`,
    }));
    const { page } = await opened(
      'departments',
      {},
      {
        'clinic.departments': accepted({ departments: many, sameDayOnly: true }),
      },
    );
    expect(page.data['rows']).toHaveLength(20);
    page.run('onMore');
    page.run('onMore');
    expect(page.data['rows']).toHaveLength(45);
    expect(page.data['more']).toBe(false);
  });

  it('can be asked for again without a network, the word kept', async () => {
    const { page, answers } = await opened(
      'departments',
      {},
      {
        'clinic.departments': new Error('request:fail'),
      },
    );
    expect(page.data).toMatchObject({ loading: false, panel: { kind: 'offline' } });
    answers['clinic.departments'] = VISIT_ANSWERS['clinic.departments'];
    page.run('onAction');
    expect(page.data).toMatchObject({ loading: true, panel: null });
    await settle();
    expect(page.data['rows']).toHaveLength(3);
  });
});

describe('the doctors', () => {
  const query = { departmentId: 'resp', name: encodeURIComponent('呼吸内科') };

  it('show seven days with a word on places, and those who have some first', async () => {
    const { page } = await opened('doctors', query);
    expect(page.data).toMatchObject({ department: '呼吸内科', day: TODAY, panel: null });
    expect(page.data['days']).toMatchObject([
      { name: '今天', date: '21日', places: '有号', open: true },
      { name: '明天', date: '22日', places: '有号', open: true },
      ...Array.from({ length: 5 }, () => ({ places: '无号', open: false })),
    ]);
    expect(page.data['doctors']).toMatchObject([
      { doctorId: 'open', places: '余 5 个号', open: true, yuan: '30.00', skills: '哮喘、慢阻肺' },
      { doctorId: 'full', places: '约满', open: false, yuan: '20.00' },
    ]);
  });

  it('change with the day, and lead to the times of that day', async () => {
    const { fake, page } = await opened('doctors', query);
    page.run('onDayChosen', { detail: { day: TOMORROW } });
    expect(page.data['doctors']).toMatchObject([
      { doctorId: 'full', places: '余 4 个号' },
      { doctorId: 'open', places: '这天不出诊', open: false },
    ]);
    page.run('onOpen', at(1));
    page.run('onOpen', at(0));
    const [only, ...others] = went(fake, 'navigateTo');
    expect(others).toEqual([]);
    expect(only).toMatch(/^\/pages\/slots\/slots\?departmentId=resp&doctorId=full&day=2025-11-22&/);
  });

  it('keep the chosen day when the places are read again', async () => {
    const { page } = await opened('doctors', query);
    page.run('onDayChosen', { detail: { day: TOMORROW } });
    page.run('onShow');
    await settle();
    expect(page.data['day']).toBe(TOMORROW);
  });

  it('begin with the first day that has places', async () => {
    const [full] = doctors;
    const { page } = await opened('doctors', query, {
      'clinic.schedule': accepted({ days, doctors: [full] }),
    });
    expect(page.data['day']).toBe(TOMORROW);
  });

  it('say so when a day, or the whole week, is full', async () => {
    const [full] = doctors;
    const { fake, page, answers } = await opened('doctors', query);
    page.run('onDayChosen', { detail: { day: '2025-11-24' } });
    expect(page.data['panel']).toMatchObject({ title: '这一天没有号了', action: '' });
    const none = [{ ...full, days: [{ day: TODAY, free: 0 }] }];
    answers['clinic.schedule'] = accepted({ days, doctors: none });
    page.run('onShow');
    await settle();
    expect(page.data['panel']).toMatchObject({ title: '这个科室近七天没有号' });
    page.run('onAction');
    expect(fake.sent.map(({ what }) => what)).toContain('navigateBack');
  });
});

describe('the times of a day', () => {
  const noon = slot.from + 2 * 3_600_000;

  it('say places and insurance before anything is tapped, by half of the day', async () => {
    const later = { ...slot, slotId: 's2', from: noon, to: noon + 1_800_000, free: 0 };
    const { fake, page } = await opened('slots', SLOT_QUERY, {
      'clinic.slots': accepted({ slots: [slot, later] }),
    });
    expect(page.data).toMatchObject({ doctor: '李敏', when: '今天 11月21日', loading: false });
    expect(page.data['groups']).toMatchObject([
      {
        title: '上午',
        slots: [{ time: '11:00–11:30', places: '余 3 个号', insurance: '可用医保', insured: true }],
      },
      { title: '下午', slots: [{ time: '13:00–13:30', places: '约满', open: false }] },
    ]);
    expect(page.data['hints']).toMatchObject([{ possible: true, title: '这个号可以用医保' }]);
    page.run('onChoose', { detail: { slotId: 's1' } });
    expect(went(fake, 'navigateTo')[0]).toMatch(
      /^\/pages\/visit-confirm\/visit-confirm\?departmentId=resp&doctorId=open&day=2025-11-21&slotId=s1&/,
    );
  });

  it.each([
    ['another day', NOT_TODAY, '现在自费，或当天再付', '医保只付当天的号'],
    ['a type that is not covered', NOT_COVERED, '只能自费', '这类门诊不能用手机医保'],
  ])('say why insurance cannot pay: %s', async (_what, insurance, line, title) => {
    const { page } = await opened('slots', SLOT_QUERY, {
      'clinic.slots': accepted({ slots: [{ ...slot, insurance }] }),
    });
    expect(page.data['groups']).toMatchObject([{ slots: [{ insurance: line, insured: false }] }]);
    expect(page.data['hints']).toMatchObject([{ possible: false, title }]);
  });

  it('say that they differ when they do', async () => {
    const other = { ...slot, slotId: 's2', insurance: NOT_COVERED };
    const { page } = await opened('slots', SLOT_QUERY, {
      'clinic.slots': accepted({ slots: [slot, other] }),
    });
    expect(page.data['hints']).toMatchObject([
      { possible: true, title: '有的时间可以用医保' },
      { possible: false, title: '这类门诊不能用手机医保' },
    ]);
  });

  it('are read again on every return, and an older answer is dropped', async () => {
    const waiting: ((value: unknown) => void)[] = [];
    const { page } = await opened('slots', SLOT_QUERY, {
      'clinic.slots': () => new Promise((resolve) => waiting.push(resolve)),
    });
    expect(page.data['loading']).toBe(true);
    page.run('onShow');
    await settle();
    waiting[1]?.(accepted({ slots: [] }));
    await settle();
    waiting[0]?.(accepted({ slots: [slot] }));
    await settle();
    expect(page.data).toMatchObject({ loading: false, groups: [] });
    expect(page.data['panel']).toMatchObject({ title: '这一天没有号了' });
  });

  it('say a sentence when the hospital cannot be reached', async () => {
    const { page } = await opened('slots', SLOT_QUERY, {
      'clinic.slots': refused('hospital-unreachable', true),
    });
    expect(page.data['panel']).toMatchObject({ kind: 'error', action: '重试' });
  });
});
