/** Notices in the control API: hold, release, drop, delay, send again, send altered. */

import type { FastifyInstance } from 'fastify';
import { ControlRefusal } from '../../control/section';
import type { Notice } from './model';
import type { Delivery } from './notice-courier';
import { deliveryJson, noticeJson, type SectionParts } from './section';
import * as bodies from './section-bodies';

/** Past the last attempt of any notice. */
const NEVER_MS = 2 * 86_400_000;

export function noticeRoutes(app: FastifyInstance, parts: SectionParts): void {
  const { engine, courier, durable } = parts;
  app.get('/wechatpay/notices', () =>
    Promise.resolve({
      holding: engine.levers().holdNotices,
      notices: engine.notices.list().map(noticeJson),
    }),
  );
  app.post('/wechatpay/notices/flush', async () => {
    const deliveries = await courier.flush();
    return { deliveries: deliveries.map(deliveryJson) };
  });
  app.post<{ Params: { id: string } }>('/wechatpay/notices/:id/replay', async (request) => {
    const { times, how } = bodies.replayBody.parse(request.body ?? {});
    const copies = Array.from({ length: times }, () => courier.replay(request.params.id, how));
    return deliveryOr404((await Promise.all(copies)).at(-1));
  });
  app.post('/wechatpay/notices/tamper', async (request) => {
    const { id, ...alteration } = bodies.tamperBody.parse(request.body);
    return deliveryOr404(await courier.tamper(id, alteration));
  });
  const act = async (doIt: () => Notice | undefined) => {
    const notice = doIt();
    if (notice === undefined) throw new ControlRefusal(404, 'not-found', 'no such notice');
    await durable();
    courier.wake();
    return { notice: noticeJson(notice) };
  };
  app.post('/wechatpay/notices/hold', async () => {
    const held = engine.notices.hold();
    await durable();
    return { held: held.map(noticeJson) };
  });
  app.post('/wechatpay/notices/release', async (request) => {
    const { order, ids } = bodies.releaseBody.parse(request.body ?? {});
    const deliveries = await courier.release(order, ids);
    courier.wake();
    return { deliveries: deliveries.map(deliveryJson) };
  });
  app.post<{ Params: { id: string } }>('/wechatpay/notices/:id/drop', (request) =>
    act(() => engine.notices.lose(request.params.id)),
  );
  app.post<{ Params: { id: string } }>('/wechatpay/notices/:id/delay', (request) => {
    const { ms = NEVER_MS } = bodies.delayBody.parse(request.body ?? {});
    return act(() => engine.notices.postpone(request.params.id, ms));
  });
}

function deliveryOr404(delivery: Delivery | undefined) {
  if (delivery === undefined) throw new ControlRefusal(404, 'not-found', 'no such notice');
  return { delivery: deliveryJson(delivery) };
}
