/** What WeChat's support asks for: the Request-Id of its last answer that was no, on the clerk's page. */
import { accepted } from '../support/fake-wx';
import { openStaffPage } from '../support/staff-phone';
import { AT, paidOrder } from '../support/staff-phone-answers';

beforeEach(() => {
  jest.useFakeTimers({ now: AT });
});

afterEach(() => {
  jest.useRealTimers();
});

async function factsWith(requestIds: readonly (string | undefined)[]): Promise<readonly object[]> {
  const [first] = paidOrder.history;
  const history = requestIds.map((requestId) => ({ ...first, outcome: 'ask-failed', requestId }));
  const order = accepted({ order: { ...paidOrder, history } });
  const query = { orderNo: paidOrder.orderNo };
  const { page } = await openStaffPage('order', { order }, { query });
  return (page.data['order'] as { facts: readonly object[] }).facts;
}

it('is the last one, and can be copied like every number', async () => {
  const fact = { key: 'request', label: '微信请求号', value: '08F7-2', number: true };
  expect(await factsWith(['08F7-1', '08F7-2', undefined])).toContainEqual(fact);
});

it('is not there where nothing was refused', async () => {
  const facts = await factsWith([undefined]);
  expect(facts).not.toContainEqual(expect.objectContaining({ key: 'request' }));
});
