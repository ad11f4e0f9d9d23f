/**
 * The page of the mini program in which a patient permits the use of their insurance, at /authorisation:
 * what navigateToMiniProgram with its appid opens. The JSON API it speaks, /authorisation/api/*, is the
 * authorisation service's. Its sheets are those of the payment pages.
 */

import type { FastifyPluginAsync } from 'fastify';
import { PAYMENT_SHEETS, servePage } from '../wechatpay-cashier/served-page';

const here = (name: string): URL => new URL(`page/${name}`, import.meta.url);

export function authorisationPagePlugin(): FastifyPluginAsync {
  return (app) =>
    servePage(app, {
      at: '/authorisation',
      html: here('index.html'),
      css: [...PAYMENT_SHEETS, here('authorisation.css')],
      script: here('main.ts'),
    });
}
