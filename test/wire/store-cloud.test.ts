/** The cloud stores on the unmodified wx-server-sdk keep the same promises as the in-memory ones. */
import { orderStoreContract } from '../support/order-store-contract';
import { storeCloud, type StoreCloud } from '../support/store-cloud';
import { staffStoreContract } from '../support/staff-stores';
import { storesContract } from '../support/stores-contract';

let cloud: StoreCloud;
beforeAll(async () => {
  cloud = await storeCloud();
});
afterAll(async () => {
  await cloud.close();
});

describe('orders in the cloud', () => {
  orderStoreContract(async () => {
    await cloud.clean();
    return cloud.stores.orders;
  });
});
describe('stores in the cloud', () => {
  storesContract(async () => {
    await cloud.clean();
    return cloud.stores;
  });
});
describe('staff in the cloud', () => {
  staffStoreContract(async () => {
    await cloud.clean();
    return cloud.stores.staff;
  });
});
