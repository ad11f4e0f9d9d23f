/**
 * The page /one-code: the 医保码 on somebody's phone, to be shown at a counter, and the password that WeChat
 * asks for when it is charged. It speaks to the control API of the regional centre and to nobody else.
 */

import type { FastifyPluginAsync } from 'fastify';
import { PAYMENT_SHEETS, servePage } from '../wechatpay-cashier/served-page';

const here = (name: string): URL => new URL(`page/${name}`, import.meta.url);

export function oneCodePagePlugin(): FastifyPluginAsync {
  return (app) =>
    servePage(app, {
      at: '/one-code',
      html: here('index.html'),
      css: [...PAYMENT_SHEETS, here('one-code.css')],
      script: here('main.ts'),
    });
}
