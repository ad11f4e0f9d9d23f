/** What staff read, in the language of their WeChat. Pages put their part into `data.w` once. */
import { language } from '../../../services/device';
import { en } from '../i18n/en/index';
import type { StaffTexts } from '../i18n/texts';
import { zhCn } from '../i18n/zh-cn/index';

/** Chinese unless WeChat is set to English. */
export function staffWords(): StaffTexts {
  return language() === 'en' ? en : zhCn;
}
