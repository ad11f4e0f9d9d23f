/**
 * Permissions and the privacy notice. Levers: ?deny=scope.userLocation refuses a permission, ?privacy=ask makes the
 * privacy notice come up first; a refusal of it is errno 104 (WeChat, 隐私协议开发指南).
 */

import type { Client } from '../runtime/client';
import { isRecord, textOf } from '../runtime/dom';
import { api, Failure, type Result } from './api';
import { forgetChoices, keptChoices } from './subscribe';

const PLACE = { latitude: 39.9, longitude: 116.4 } as const;
const SCOPES: Readonly<Record<string, string>> = {
  'scope.userLocation': '获取你的位置信息',
  'scope.userFuzzyLocation': '获取你的模糊位置信息',
  'scope.camera': '使用你的摄像头',
  'scope.writePhotosAlbum': '保存图片到你的相册',
};
const PRIVACY_CONTRACT = '《用户隐私保护指引》';

type Answer = (answer: { readonly event: string }) => void;

export class Permissions {
  readonly #client: Client;
  readonly #granted = new Map<string, boolean>();
  #agreed: boolean;
  #needsPrivacy: ((resolve: Answer, event: Result) => unknown) | undefined;

  constructor(client: Client) {
    this.#client = client;
    this.#agreed = !client.levers.asksPrivacy;
    for (const scope of client.levers.deny) this.#granted.set(scope, false);
  }

  get agreed(): boolean {
    return this.#agreed;
  }

  get settings(): Readonly<Record<string, boolean>> {
    return Object.fromEntries(this.#granted);
  }

  /** What the user has chosen for always, as getSetting tells it. */
  get subscriptions(): Result {
    return { mainSwitch: true, itemSettings: keptChoices(this.#client) };
  }

  onNeedPrivacy(listener: (resolve: Answer, event: Result) => unknown): void {
    this.#needsPrivacy = listener;
  }

  agree(): void {
    this.#agreed = true;
  }

  /** Makes sure that the privacy notice has been agreed to; `name` is the API that needs it. */
  async privacy(name: string): Promise<void> {
    if (this.#agreed) return;
    const answer = await this.#askPrivacy(name);
    if (answer !== 'agree')
      throw new Failure('privacy permission is not authorized', { errno: 104 });
    this.#agreed = true;
  }

  /** Asks for a permission once; a refusal stays until openSetting. */
  async scope(scope: string): Promise<void> {
    const known = this.#granted.get(scope);
    if (known === true) return;
    if (known === false) throw new Failure('auth deny', { errno: 103 });
    const answer = await this.#client.chrome.dialogs.modal({
      title: `申请${SCOPES[scope] ?? scope}`,
      content: this.#description(scope),
      showCancel: true,
      confirmText: '允许',
      cancelText: '拒绝',
    });
    this.#granted.set(scope, answer.confirm);
    if (!answer.confirm) throw new Failure('auth deny', { errno: 103 });
  }

  /** What app.json says the permission is for; without it a phone refuses the call. */
  #description(scope: string): string {
    const { permission } = this.#client.boot.app;
    const entry = isRecord(permission) ? permission[scope] : undefined;
    return isRecord(entry) ? textOf(entry['desc']) : '';
  }

  /** wx.openSetting: the user switches a permission, or has subscribe messages asked for again. */
  async openSetting(): Promise<void> {
    const scopes = [...this.#granted.keys()];
    const shown = scopes.map(
      (scope) => `${scope}：${this.#granted.get(scope) === true ? '已允许' : '已拒绝'}`,
    );
    const subscribed = Object.keys(keptChoices(this.#client)).length;
    if (subscribed > 0) shown.push(`订阅消息：${subscribed} 条总是保持的选择，改为每次询问`);
    const index = await this.#client.chrome.dialogs.actionSheet('设置', shown);
    if (index === scopes.length) forgetChoices(this.#client);
    const scope = index === undefined ? undefined : scopes[index];
    if (scope !== undefined) this.#granted.set(scope, this.#granted.get(scope) !== true);
  }

  #askPrivacy(name: string): Promise<string> {
    const listener = this.#needsPrivacy;
    if (listener !== undefined) {
      return new Promise((resolve) => {
        listener(({ event }) => resolve(event), { referrer: name });
      });
    }
    return this.#client.chrome.dialogs
      .modal({
        title: PRIVACY_CONTRACT,
        content: `使用 ${name} 前，请阅读并同意${PRIVACY_CONTRACT}`,
        showCancel: true,
        confirmText: '同意',
        cancelText: '拒绝',
      })
      .then((answer) => (answer.confirm ? 'agree' : 'disagree'));
  }
}

export function permissionApis(permissions: Permissions) {
  const locate = (name: string, scope: string) =>
    api(name, async () => {
      await permissions.privacy(name);
      await permissions.scope(scope);
      return { ...PLACE, speed: 0, accuracy: 30, altitude: 0 };
    });
  const setting = () => ({ authSetting: permissions.settings });
  return {
    getSetting: api('getSetting', ({ withSubscriptions }) => ({
      ...setting(),
      ...(withSubscriptions === true ? { subscriptionsSetting: permissions.subscriptions } : {}),
    })),
    openSetting: api('openSetting', async () => {
      await permissions.openSetting();
      return setting();
    }),
    authorize: api('authorize', async ({ scope }) => {
      await permissions.scope(textOf(scope));
    }),
    getLocation: locate('getLocation', 'scope.userLocation'),
    getFuzzyLocation: locate('getFuzzyLocation', 'scope.userFuzzyLocation'),
    getPrivacySetting: api('getPrivacySetting', () => ({
      needAuthorization: !permissions.agreed,
      privacyContractName: PRIVACY_CONTRACT,
    })),
    onNeedPrivacyAuthorization: (listener: (resolve: Answer, event: Result) => unknown) => {
      permissions.onNeedPrivacy(listener);
    },
    requirePrivacyAuthorize: api('requirePrivacyAuthorize', async () => {
      await permissions.privacy('requirePrivacyAuthorize');
    }),
  };
}
