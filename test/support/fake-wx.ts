/**
 * A `wx` for tests of the phone: storage in memory, cloud functions answered by the test, and a record
 * of everything that leaves the phone, in order. Members behave as WeChat documents them: success or
 * fail is called later, never at once.
 */
export interface Sent {
  readonly what: string;
  readonly detail: unknown;
}

export interface FunctionCall {
  readonly name: string;
  readonly action: string;
  readonly input: unknown;
}

/** A value is the function's whole answer; an Error fails the call as the network does. */
export type Answering = (call: FunctionCall) => unknown;

interface Callbacks {
  readonly success?: (value: object) => void;
  readonly fail?: (error: object) => void;
}

export interface FakeWx {
  readonly wx: Record<string, unknown>;
  readonly sent: Sent[];
  readonly calls: FunctionCall[];
  readonly storage: Map<string, string>;
  /** What navigateToMiniProgram does: opens, or fails with this errMsg. */
  jump: 'open' | { readonly errMsg: string };
  /** Whether the patient lets WeChat tell the place. */
  placePermitted: boolean;
  storageFull: boolean;
  privacyNeeded: boolean;
  privacyAgrees: boolean;
  /** How the app was opened. */
  scene: number;
  /** What the scanner reads; an Error: it does not open. */
  scans: string | Error;
  /** What the person says to each template. */
  subscribes: 'accept' | 'reject' | Error;
}

export function accepted(value: unknown): object {
  return { ok: true, value, traceId: 'trace' };
}

export function refused(reason: string, retry = false): object {
  return { ok: false, reason, retry, traceId: 'trace' };
}

/** An answer that never comes. */
export const SILENCE: unique symbol = Symbol('silence');

function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function readCall(options: unknown): FunctionCall {
  const { name, data } = Object(options) as { name?: unknown; data?: unknown };
  const { action, input } = Object(data) as { action?: unknown; input?: unknown };
  return { name: stringOf(name), action: stringOf(action), input };
}

function later(act: () => void): void {
  void Promise.resolve().then(act);
}

export function fakeWx(answering: Answering, appId = 'wx0000000000000001'): FakeWx {
  const sent: Sent[] = [];
  const record =
    (
      what: string,
      outcome: () => { ok: boolean; value: object } = () => ({ ok: true, value: {} }),
    ) =>
    (options: Callbacks = {}) => {
      sent.push({ what, detail: options });
      const { ok, value } = outcome();
      later(() => (ok ? options.success?.(value) : options.fail?.(value)));
    };
  const fake: FakeWx = {
    wx: {},
    sent,
    calls: [],
    storage: new Map(),
    jump: 'open',
    placePermitted: true,
    storageFull: false,
    privacyNeeded: false,
    privacyAgrees: true,
    scene: 1001,
    scans: new Error('scanCode:fail cancel'),
    subscribes: 'accept',
  };
  const callFunction = (options: Callbacks): void => {
    const call = readCall(options);
    fake.calls.push(call);
    sent.push({ what: `call ${call.name}.${call.action}`, detail: call.input });
    void Promise.resolve(answering(call)).then((answer) => {
      if (answer === SILENCE) return;
      if (answer instanceof Error) options.fail?.({ errMsg: answer.message });
      else options.success?.({ result: answer, errMsg: 'cloud.callFunction:ok' });
    });
  };
  Object.assign(fake.wx, {
    getAccountInfoSync: () => ({ miniProgram: { appId } }),
    getDeviceInfo: () => ({ platform: 'ios' }),
    getAppBaseInfo: () => ({ language: 'zh_CN', fontSizeScaleFactor: 1 }),
    getEnterOptionsSync: () => ({ scene: fake.scene }),
    canIUse: () => true,
    cloud: { init: record('cloud.init'), callFunction },
    getStorageSync: (key: string) => fake.storage.get(key) ?? '',
    setStorageSync: (key: string, text: string) => {
      if (fake.storageFull) throw new Error('setStorageSync:fail exceed storage max size');
      sent.push({ what: `store ${key}`, detail: text });
      fake.storage.set(key, text);
    },
    navigateToMiniProgram: record('navigateToMiniProgram', () =>
      fake.jump === 'open' ? { ok: true, value: {} } : { ok: false, value: fake.jump },
    ),
    authorize: record('authorize', () => ({ ok: fake.placePermitted, value: {} })),
    getFuzzyLocation: record('getFuzzyLocation', () => ({
      ok: true,
      value: { latitude: 22.5, longitude: 114 },
    })),
    getPrivacySetting: record('getPrivacySetting', () => ({
      ok: true,
      value: { needAuthorization: fake.privacyNeeded },
    })),
    requirePrivacyAuthorize: record('requirePrivacyAuthorize', () => ({
      ok: fake.privacyAgrees,
      value: {},
    })),
    openPrivacyContract: record('openPrivacyContract'),
    makePhoneCall: record('makePhoneCall'),
    setClipboardData: record('setClipboardData'),
    restartMiniProgram: record('restartMiniProgram'),
    scanCode: record('scanCode', () =>
      fake.scans instanceof Error
        ? { ok: false, value: { errMsg: fake.scans.message } }
        : { ok: true, value: { result: fake.scans } },
    ),
    requestSubscribeMessage: (options: Callbacks & { readonly tmplIds: readonly string[] }) => {
      const { subscribes } = fake;
      sent.push({ what: 'requestSubscribeMessage', detail: options });
      later(() => {
        if (subscribes instanceof Error) options.fail?.({ errMsg: subscribes.message });
        else options.success?.(Object.fromEntries(options.tmplIds.map((id) => [id, subscribes])));
      });
    },
    pageScrollTo: record('pageScrollTo'),
    navigateTo: record('navigateTo'),
    redirectTo: record('redirectTo'),
    reLaunch: record('reLaunch'),
    navigateBack: record('navigateBack'),
    setNavigationBarTitle: record('setNavigationBarTitle'),
    stopPullDownRefresh: record('stopPullDownRefresh'),
  });
  return fake;
}

/** Lets everything that waits for answers go on, without any time passing. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
}
