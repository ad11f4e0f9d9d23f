/**
 * A local cloud and the real SDK for one test file: started before its tests, empty before each.
 */

import type { FixtureFunction } from './cloud-world';
import { cloudWorld, sdkEnvironment, type CloudWorld } from './cloud-world';
import { cloud, type SdkDatabase } from './cloud-sdk';

export interface CloudSession {
  readonly world: CloudWorld;
  readonly db: SdkDatabase;
  /** Adds an order with a ticket of its own, which a unique index demands. */
  order(id: string, data?: Record<string, unknown>): Promise<void>;
  /** An order as the SDK reads it, or null. */
  stored(id: string): Promise<Record<string, unknown> | null>;
}

/** Registers the hooks; what it returns is to be used inside tests only. */
export function useCloud(functions: readonly FixtureFunction[] = []): CloudSession {
  const original = { ...process.env };
  let world: CloudWorld | undefined;
  let db: SdkDatabase | undefined;
  let tickets = 0;
  const started = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('the cloud is not started');
    return value;
  };
  const orders = () => started(db).collection('orders');

  beforeAll(async () => {
    world = await cloudWorld({ functions });
    Object.assign(process.env, sdkEnvironment(world.url));
    cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
    db = cloud.database({ throwOnNotFound: false });
  });
  afterEach(async () => {
    started(world).faults.clear();
    started(world).clock.setOffset(0);
    await orders().where({}).remove();
    await started(db).collection('accounts').where({}).remove();
  });
  afterAll(async () => {
    await started(world).close();
    process.env = original;
  });

  return {
    get world() {
      return started(world);
    },
    get db() {
      return started(db);
    },
    async order(id, data = {}) {
      tickets += 1;
      await orders().add({ data: { _id: id, ticket: `t${tickets}`, ...data } });
    },
    async stored(id) {
      const { data } = await orders().doc(id).get();
      return data;
    },
  };
}
