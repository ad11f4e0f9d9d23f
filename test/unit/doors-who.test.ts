/** Who calls, as the platform says, and what a broken store is called at the door. */
import { StoreError, type StoreFault } from '../../cloudfunctions/adapters/cloud-store/sdk';
import { whoCalls } from '../../cloudfunctions/doors/who';
import { Refusal } from '../../cloudfunctions/usecases/refusal';
import { classify } from '../../cloudfunctions/wiring/classify';

test.each([
  ['10.193.0.1', '10.193.0.1'],
  [' 10.193.0.1 ', '10.193.0.1'],
  ['::ffff:10.193.0.1', '10.193.0.1'],
  ['2001:db8::1', '127.0.0.1'],
  ['256.1.1.1', '127.0.0.1'],
  ['', '127.0.0.1'],
])('the address %j is taken as %s: the platform has room for IPv4 only', (clientIp, taken) => {
  expect(whoCalls(() => ({ openId: 'oPerson', clientIp }))?.clientIp).toBe(taken);
});

test('an address may be missing, a person may not', () => {
  expect(whoCalls(() => ({ openId: 'oPerson' }))).toEqual({
    openId: 'oPerson',
    clientIp: '127.0.0.1',
  });
  expect(whoCalls(() => ({ clientIp: '10.0.0.1' }))).toBeUndefined();
});

test.each<[StoreFault, unknown]>([
  ['unknown', { reason: 'busy', retry: true }],
  // nobody foresaw these: they are internal, and an alarm
  ['misconfigured', undefined],
  ['unreadable', undefined],
])('a store that is %s', (fault, heard) => {
  expect(classify(new StoreError(fault, 'get/orders'))).toEqual(heard);
});

test('a refusal keeps its reason; an error that nobody foresaw has none', () => {
  expect(classify(new Refusal('bill-settled'))).toEqual({ reason: 'bill-settled', retry: false });
  expect(classify(new TypeError('x'))).toBeUndefined();
});
