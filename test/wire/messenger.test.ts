/** What each answer of WeChat means for a message, on the unmodified wx-server-sdk. */
import { cloudMessenger } from '../../cloudfunctions/adapters/messenger';
import type { Message } from '../../cloudfunctions/ports/messenger';
import { openId } from '../../cloudfunctions/domain/ids';
import { listeningLog } from '../support/doubles';
import { storeCloud, type StoreCloud } from '../support/store-cloud';
import type { Fault } from '../../sandbox/control/faults';

const CALL = 'cloud.subscribeMessage.send';
const TEMPLATES = {
  paid: { templateId: 'template-paid', words: { what: 'thing1', amount: 'amount2' } },
};
const MESSAGE: Message = {
  ...{ to: openId('oAnna'), kind: 'paid', page: 'pages/result/result' },
  words: ['门诊缴费', '1.00元', '2026年3月2日 10:00', '示例医院'],
};

let cloud: StoreCloud;
beforeAll(async () => {
  cloud = await storeCloud(1_000);
});
beforeEach(() => cloud.clean());
afterAll(() => cloud.close());

function messenger(wait: (ms: number) => Promise<void> = () => new Promise(() => undefined)) {
  const logged = listeningLog();
  const { lines, alarms, log } = logged;
  const made = cloudMessenger(TEMPLATES, log, { wait });
  return { lines, alarms, send: (message: Message) => made.send(message) };
}

test('a message carries the words that its template has', async () => {
  const { send, lines } = messenger();
  expect(await send(MESSAGE)).toBe('sent');
  expect(lines).toEqual([]);
  expect(cloud.inbox().at(-1)).toMatchObject({
    ...{ touser: 'oAnna', templateId: 'template-paid', page: 'pages/result/result' },
    data: { thing1: '门诊缴费', amount2: '1.00元' },
  });
});

test('a kind without a template goes to nobody', async () => {
  const before = cloud.inbox().length;
  expect(await messenger().send({ ...MESSAGE, kind: 'visit' })).toBe('refused');
  expect(cloud.inbox()).toHaveLength(before);
});

test.each([
  ['43101', 'refused', []],
  ['40003', 'refused', []],
  ['47003', 'refused', ['message.misconfigured']],
  ['40037', 'refused', ['message.misconfigured']],
  ['-1', 'unknown', []],
  ['45009', 'unknown', []],
] as const)('%s is %s', async (code, outcome, alarms) => {
  const here = messenger();
  cloud.faults.plant(CALL, { kind: 'error', code });
  expect(await here.send(MESSAGE)).toBe(outcome);
  expect(here.alarms).toEqual(alarms);
  expect(here.lines.join()).not.toContain('门诊');
});

test.each<Fault>([{ kind: 'cut-before' }, { kind: 'cut-after' }, { kind: 'garbage' }])(
  'nobody can tell after $kind',
  async (fault) => {
    cloud.faults.plant(CALL, fault);
    expect(await messenger().send(MESSAGE)).toBe('unknown');
  },
);

test('nobody waits for an answer for ever', async () => {
  cloud.faults.plant(CALL, { kind: 'slow', ms: 50 });
  cloud.faults.plant(CALL, { kind: 'slow', ms: 500 });
  expect(await messenger(() => Promise.resolve()).send(MESSAGE)).toBe('unknown');
  // the answer that nobody waited for comes while the next one is waited for
  expect(await messenger().send(MESSAGE)).toBe('sent');
});
