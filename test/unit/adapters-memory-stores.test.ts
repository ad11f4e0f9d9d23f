/** The in-memory stores keep the same promises as the cloud stores. */
import { memoryOrders, memoryStores } from '../support/memory-stores';
import { orderStoreContract } from '../support/order-store-contract';
import { storesContract } from '../support/stores-contract';

describe('orders in memory', () => {
  orderStoreContract(() => Promise.resolve(memoryOrders()));
});
describe('stores in memory', () => {
  storesContract(() => Promise.resolve(memoryStores()));
});
