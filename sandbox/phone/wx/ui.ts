/**
 * Toasts, modals and sheets, shown by the client's own surface.
 */

import type { Client } from '../runtime/client';
import { textOf } from '../runtime/dom';
import { api, Failure, type Options } from './api';

const TOAST_MS = 1500;

export function uiApis(client: Client) {
  const { dialogs } = client.chrome;
  return {
    showToast: api('showToast', (options) => {
      const icon = textOf(options['icon'], 'success');
      dialogs.toast({
        title: textOf(options['title']),
        icon: icon === 'error' || icon === 'none' || icon === 'loading' ? icon : 'success',
        duration: Number(options['duration'] ?? TOAST_MS),
        mask: options['mask'] === true,
      });
      return undefined;
    }),
    hideToast: api('hideToast', () => {
      dialogs.hideToast();
      return undefined;
    }),
    showLoading: api('showLoading', (options) => {
      const title = textOf(options['title']);
      dialogs.toast({ title, icon: 'loading', duration: 0, mask: options['mask'] === true });
      return undefined;
    }),
    hideLoading: api('hideLoading', () => {
      dialogs.hideToast();
      return undefined;
    }),
    showModal: api('showModal', (options) => modal(client, options)),
    showActionSheet: api('showActionSheet', (options) => actionSheet(client, options)),
    makePhoneCall: api('makePhoneCall', (options) => phoneCall(client, options)),
    previewImage: api('previewImage', async ({ current, urls }) => {
      const listed: readonly unknown[] = Array.isArray(urls) ? urls : [];
      const content = textOf(current, textOf(listed[0]));
      await dialogs.modal({
        title: '图片预览',
        content,
        showCancel: false,
        confirmText: '关闭',
        cancelText: '',
      });
    }),
  };
}

async function modal(client: Client, options: Options) {
  const showCancel = options['showCancel'] !== false;
  const answer = await client.chrome.dialogs.modal({
    title: textOf(options['title']),
    content: textOf(options['content']),
    showCancel,
    confirmText: textOf(options['confirmText'], '确定'),
    cancelText: textOf(options['cancelText'], '取消'),
    ...(options['editable'] === true ? { placeholder: textOf(options['placeholderText']) } : {}),
  });
  return {
    confirm: answer.confirm,
    cancel: !answer.confirm,
    content: answer.content ?? null,
  };
}

async function actionSheet(client: Client, options: Options) {
  const listed = options['itemList'];
  const items = Array.isArray(listed) ? listed.map(String) : [];
  const index = await client.chrome.dialogs.actionSheet(textOf(options['alertText']), items);
  if (index === undefined) throw new Failure('cancel');
  return { tapIndex: index };
}

async function phoneCall(client: Client, options: Options): Promise<void> {
  const number = textOf(options['phoneNumber']);
  const index = await client.chrome.dialogs.actionSheet('', [`呼叫 ${number}`]);
  if (index === undefined) throw new Failure('cancel');
}
