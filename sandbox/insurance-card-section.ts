/** The insurance card's part of the control API: bind, unbind, a ticket without the page. */

import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ControlRefusal, type ControlSection } from './control/section';
import { INSURANCE_CARD_CALLS } from './platform/insurance-card/plugin';
import type { InsuranceCardService } from './platform/insurance-card/service';

const person = z.strictObject({ openid: z.string().min(1).max(128) });

/** `POST /sandbox/api/insurance-card/{bind,unbind,ticket} {"openid": "…"}`. */
export function insuranceCardSection(
  service: InsuranceCardService,
  durable: () => Promise<void>,
): ControlSection {
  const turn = (app: FastifyInstance, name: string, bound: boolean): void => {
    app.post(`/insurance-card/${name}`, async (request) => {
      const { openid } = person.parse(request.body);
      if (!service.bind(openid, bound)) {
        throw new ControlRefusal(404, 'unknown-person', 'WeChat knows nobody of that openid');
      }
      await durable();
      return { bound };
    });
  };
  return {
    name: 'insurance-card',
    calls: INSURANCE_CARD_CALLS,
    routes: (app) => {
      turn(app, 'bind', true);
      turn(app, 'unbind', false);
      app.post('/insurance-card/ticket', async (request) => {
        const ticket = service.authorise(person.parse(request.body).openid);
        if (ticket === undefined) {
          throw new ControlRefusal(409, 'not-bound', 'no card is bound to that openid');
        }
        await durable();
        return { ticket };
      });
    },
  };
}
