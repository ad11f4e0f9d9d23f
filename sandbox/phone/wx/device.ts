/**
 * The rest of the phone: scanning (lever ?scan=TEXT), clipboard, vibration, subscription messages, login.
 */

import type { Client } from '../runtime/client';
import { textOf } from '../runtime/dom';
import { api, Failure, type Options } from './api';
import type { Permissions } from './permission';

export function deviceApis(client: Client, permissions: Permissions) {
  let clipboard = '';
  let logins = 0;
  const { dialogs } = client.chrome;
  const nothing = (name: string) => api(name, () => undefined);
  return {
    scanCode: api('scanCode', async () => {
      await permissions.privacy('scanCode');
      const { scan } = client.levers;
      const result = scan ?? (await typedCode(client));
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
    requestSubscribeMessage: api('requestSubscribeMessage', (options) =>
      subscribe(client, options),
    ),
    openLocation: api('openLocation', async ({ name, address }) => {
      await notice(client, textOf(name, '地图'), textOf(address));
    }),
    openPrivacyContract: api('openPrivacyContract', async () => {
      await notice(client, '用户隐私保护指引', '此处显示在微信公众平台填写的隐私保护指引。');
    }),
  };
}

async function typedCode(client: Client): Promise<string> {
  const answer = await client.chrome.dialogs.modal({
    title: '扫码 Scan',
    content: '输入二维码中的内容',
    showCancel: true,
    confirmText: '识别',
    cancelText: '取消',
    placeholder: 'QR text',
  });
  if (!answer.confirm) throw new Failure('cancel');
  return answer.content ?? '';
}

async function subscribe(client: Client, options: Options) {
  const listed = options['tmplIds'];
  const ids = Array.isArray(listed) ? listed.map(String) : [];
  if (ids.length === 0) throw new Failure('tmplIds is empty', { errCode: 20001 });
  const answer = await client.chrome.dialogs.modal({
    title: '订阅消息',
    content: `申请发送 ${ids.length} 条消息`,
    showCancel: true,
    confirmText: '允许',
    cancelText: '取消',
  });
  const outcome = answer.confirm ? 'accept' : 'reject';
  return Object.fromEntries(ids.map((id) => [id, outcome]));
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
