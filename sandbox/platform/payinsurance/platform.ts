/**
 * The whole simulated platform of 医保支付 1.0 from one set of options: engine, notice courier and the
 * fastify plugin with WeChat's paths and the cashier. Register the plugin and hand the rest to the
 * control API.
 */

import type { FastifyPluginAsync } from 'fastify';
import type { SandboxClock } from '../../control/clock';
import type { FaultBook } from '../../control/faults';
import type { WireLog } from '../../control/wire-log';
import { cashierPlugin } from '../cashier/plugin';
import { payinsuranceEngine, type EngineOptions, type PayinsuranceEngine } from './engine';
import { noticeCourier, type NoticeCourier, type NoticePost } from './notice-courier';
import { payinsurancePlugin } from './plugin';

export interface PlatformOptions extends Omit<EngineOptions, 'clock'> {
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly wire: WireLog;
  /** Resolves when everything put into the tables so far is on disk. */
  readonly durable: () => Promise<void>;
  /** Deliver notices by themselves, on the sandbox clock. Default false: only `courier.flush`. */
  readonly autoDeliver?: boolean;
  /** How notices travel; `fetch` unless told otherwise. */
  readonly post?: NoticePost;
}

export interface PayinsurancePlatform {
  readonly engine: PayinsuranceEngine;
  readonly courier: NoticeCourier;
  /** `/payinsurance/*`, `/cgi-bin/token`, `/cgi-bin/stable_token`, `/cashier/*`. */
  readonly plugin: FastifyPluginAsync;
}

export function payinsurancePlatform(options: PlatformOptions): PayinsurancePlatform {
  const { clock, faults, wire, durable } = options;
  const engine = payinsuranceEngine(options);
  const courier = noticeCourier({ ...options, engine });
  return {
    engine,
    courier,
    plugin: async (app) => {
      app.addHook('onClose', (_instance, done) => {
        courier.stop();
        done();
      });
      await app.register(payinsurancePlugin({ engine, clock, faults, wire, durable }));
      await app.register(cashierPlugin({ engine, courier, clock, wire, durable }));
    },
  };
}
