/** Stored orders outlive releases: this one reads version 1 to the letter and refuses what is newer. */
import { migrateOrder, MigrationError } from '../../cloudfunctions/migrations/order';
import type { orderV1 } from '../../cloudfunctions/migrations/order-v1';
import type { Order } from '../../cloudfunctions/domain/order';
import { isExactly, type Exact } from '../support/exact';
import { orderIn, PAYMENT_STATES, placing } from '../support/orders';
import type * as z from 'zod';

test('the stored form and the order are the same type', () => {
  expect(isExactly<Exact<z.output<typeof orderV1>, Order>>(true)).toBe(true);
});

test.each(PAYMENT_STATES)('an order that is %s comes back as it was', (state) => {
  const order = orderIn(state);
  expect(migrateOrder(JSON.parse(JSON.stringify(order)))).toEqual(order);
});

function faultOf(stored: unknown): MigrationError {
  try {
    migrateOrder(stored);
  } catch (error) {
    if (error instanceof MigrationError) return error;
    throw error;
  }
  throw new Error('was taken');
}

test.each([
  ['a newer release', { ...placing(), schemaVersion: 2 }, 'newer'],
  ['a version that is none', { ...placing(), schemaVersion: '1' }, 'unknown-version'],
  ['version 0', { ...placing(), schemaVersion: 0 }, 'unknown-version'],
  ['no version', { orderNo: 'x' }, 'unreadable'],
  ['nothing', null, 'unreadable'],
  ['a text', 'order', 'unreadable'],
  ['a float amount', { ...placing(), amounts: { ...placing().amounts, cash: 0.5 } }, 'unreadable'],
  ['a missing field', { ...placing(), legs: undefined }, 'unreadable'],
  ['an unknown field', { ...placing(), extra: 1 }, 'unreadable'],
  ['an unknown state', { ...placing(), payment: 'lost' }, 'unreadable'],
])('%s is refused', (_what, stored, fault) => {
  expect(faultOf(stored).fault).toBe(fault);
});

test('a refusal names the field and not what stood in it', () => {
  const { message, paths } = faultOf({ ...placing(), patientName: 7, title: { 张建国: 1 } });
  expect(paths).toContain('patientName');
  expect(message).not.toContain('张建国');
});
