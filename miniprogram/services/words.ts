/** The texts in the patient's language. Pages put their part into `data.t` once, when they load. */
import { en } from '../i18n/en/index';
import type { Texts } from '../i18n/texts';
import { zhCn } from '../i18n/zh-cn/index';
import { language } from './device';

/** Chinese unless WeChat is set to English. */
export function words(): Texts {
  return language() === 'en' ? en : zhCn;
}
