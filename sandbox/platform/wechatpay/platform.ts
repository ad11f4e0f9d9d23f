/**
 * The whole simulated WeChat Pay APIv3 from one set of options: engine, notice courier, the fastify plugin
 * with WeChat Pay's paths and the cashier's JSON, and the section of the control API.
 */

import type { FastifyPluginAsync } from 'fastify';
import type { SandboxClock } from '../../control/clock';
import type { FaultBook } from '../../control/faults';
import type { ControlSection } from '../../control/section';
import type { WireLog } from '../../control/wire-log';
import { cashierApiPlugin } from './cashier-api';
import { wechatPayEngine, type EngineOptions, type WechatPayEngine } from './engine';
import { noticeCourier, type NoticeCourier, type NoticePost } from './notice-courier';
import { wechatPayPlugin } from './plugin';
import { wechatPaySection } from './section';

export interface WechatPayOptions extends Omit<EngineOptions, 'clock'> {
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly wire: WireLog;
  /** Resolves when everything put into the tables, and told to the bureau, so far is on disk. */
  readonly durable: () => Promise<void>;
  /** Deliver notices by themselves, on the sandbox clock. Default false: only `courier.flush`. */
  readonly autoDeliver?: boolean;
  /** How notices travel; `fetch` unless told otherwise. */
  readonly post?: NoticePost;
}

export interface WechatPayPlatform {
  readonly engine: WechatPayEngine;
  readonly courier: NoticeCourier;
  /** `/v3/*` and `/wechat-cashier/api/*`. */
  readonly plugin: FastifyPluginAsync;
  readonly section: ControlSection;
}

export function createWechatPay(options: WechatPayOptions): WechatPayPlatform {
  const { clock, faults, wire, durable } = options;
  const engine = wechatPayEngine(options);
  const courier = noticeCourier({ ...options, engine });
  return {
    engine,
    courier,
    section: wechatPaySection({ engine, courier, durable }),
    plugin: async (app) => {
      app.addHook('onClose', (_instance, done) => {
        courier.stop();
        done();
      });
      await app.register(wechatPayPlugin({ engine, clock, faults, wire, durable }));
      const wake = (): void => courier.wake();
      await app.register(cashierApiPlugin({ engine, wake, clock, wire, durable }));
    },
  };
}
