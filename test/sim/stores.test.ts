/** The stores of the simulation keep the same promises as the cloud stores. */
import { memoryStores } from '../support/memory-stores';
import { orderStoreContract } from '../support/order-store-contract';
import { storesContract } from '../support/stores-contract';
import { simOrders, simStores } from './stores';

describe('orders of the simulation', () => {
  orderStoreContract(() => Promise.resolve(simOrders()));
});
describe('stores of the simulation', () => {
  storesContract(() => Promise.resolve({ ...memoryStores(), ...simStores() }));
});
