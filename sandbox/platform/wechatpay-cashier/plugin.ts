/**
 * The page of WeChat's own 2.0 cashier at /wechat-cashier, simulated: what wx.requestMedicalInsurancePay
 * opens. The JSON API it speaks, /wechat-cashier/api/*, belongs to the platform.
 */

import type { FastifyPluginAsync } from 'fastify';
import { PAYMENT_SHEETS, servePage } from './served-page';

const here = (name: string): URL => new URL(`page/${name}`, import.meta.url);

export function wechatpayCashierPlugin(): FastifyPluginAsync {
  return (app) =>
    servePage(app, {
      at: '/wechat-cashier',
      html: here('index.html'),
      css: [...PAYMENT_SHEETS, here('wechat.css')],
      script: here('main.ts'),
    });
}
