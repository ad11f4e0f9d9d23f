/**
 * The rest of the phone: scanning (lever ?scan=TEXT, ?scan=onecode:OPENID), clipboard, vibration, subscribe messages, login.
 */

import type { Client } from '../runtime/client';
import { textOf } from '../runtime/dom';
import { scannedText } from '../runtime/scan-text';
import { api, Failure } from './api';
import type { Permissions } from './permission';
import { subscribeApi } from './subscribe';

export function deviceApis(client: Client, permissions: Permissions) {
  let clipboard = '';
  let logins = 0;
  const { dialogs } = client.chrome;
  const nothing = (name: string) => api(name, () => undefined);
  return {
    scanCode: api('scanCode', async () => {
      await permissions.privacy('scanCode');
      const seen = client.levers.scan ?? (await client.scanner.scan());
      const result = seen === undefined ? undefined : await scannedText(seen);
      if (result === undefined) throw new Failure('cancel');
      return { result, scanType: 'QR_CODE', charSet: 'utf-8', path: '', rawData: '' };
    }),
    setClipboardData: api('setClipboardData', async ({ data }) => {
      await permissions.privacy('setClipboardData');
      clipboard = textOf(data);
      dialogs.toast({ title: '内容已复制', icon: 'success', duration: 1500, mask: false });
    }),
    getClipboardData: api('getClipboardData', () => ({ data: clipboard })),
    vibrateShort: nothing('vibrateShort'),
    vibrateLong: nothing('vibrateLong'),
    setKeepScreenOn: nothing('setKeepScreenOn'),
    setVisualEffectOnCapture: nothing('setVisualEffectOnCapture'),
    checkSession: nothing('checkSession'),
    login: api('login', () => {
      logins += 1;
      return { code: `preview-code-${client.levers.openid}-${logins}` };
    }),
    ...subscribeApi(client),
    openLocation: api('openLocation', async ({ name, address }) => {
      await notice(client, textOf(name, '地图'), textOf(address));
    }),
    openPrivacyContract: api('openPrivacyContract', async () => {
      await notice(client, '用户隐私保护指引', '此处显示在微信公众平台填写的隐私保护指引。');
    }),
  };
}

async function notice(client: Client, title: string, content: string): Promise<void> {
  await client.chrome.dialogs.modal({
    title,
    content,
    showCancel: false,
    confirmText: '知道了',
    cancelText: '',
  });
}
