/**
 * What the app may ask about phone, client and itself. Sizes are those of the preview's screen, versions those of the
 * simulated base library.
 */

import { CAPSULE, edgesOf, NAV_BAR } from '../runtime/chrome';
import type { Client } from '../runtime/client';
import { api, type Result } from './api';
import { USER_DATA_PATH } from './files';
import { listeners } from './listeners';
import { absent, absentInOld, BASE_VERSION, simulated } from './surface';

const FONT_SIZE = 16;

export function systemApis(client: Client) {
  const getSystemInfoSync = () => ({
    ...appBaseInfo(client),
    ...windowInfo(client),
    ...deviceInfo(client),
    ...systemSetting(),
  });
  return {
    env: { USER_DATA_PATH },
    version: { version: BASE_VERSION },
    canIUse: (schema: string) => canIUse(client, schema),
    nextTick: (callback: () => unknown) => {
      queueMicrotask(() => {
        callback();
      });
    },
    getAppBaseInfo: () => appBaseInfo(client),
    getWindowInfo: () => windowInfo(client),
    getDeviceInfo: () => deviceInfo(client),
    getSystemSetting: () => systemSetting(),
    getSystemInfoSync,
    getSystemInfo: api('getSystemInfo', () => getSystemInfoSync()),
    getAppAuthorizeSetting: () => ({
      cameraAuthorized: 'authorized',
      locationAuthorized: 'authorized',
      notificationAuthorized: 'authorized',
    }),
    getAccountInfoSync: () => ({
      miniProgram: { appId: client.boot.appId, envVersion: 'develop', version: '' },
      plugin: {},
    }),
    getLaunchOptionsSync: () => client.life.launchOptions,
    getEnterOptionsSync: () => client.life.enterOptions,
    getMenuButtonBoundingClientRect: () => menuButton(client),
    getUpdateManager: () => ({
      onCheckForUpdate: (listener: (result: Result) => unknown) => {
        queueMicrotask(() => {
          listener({ hasUpdate: false });
        });
      },
      onUpdateReady: () => undefined,
      onUpdateFailed: () => undefined,
      applyUpdate: () => undefined,
    }),
    getRealtimeLogManager: () => logManager(),
    getLogManager: () => logManager(),
    reportEvent: () => undefined,
    ...listeners(client, 'theme', 'ThemeChange'),
    ...listeners(client, 'appShow', 'AppShow'),
    ...listeners(client, 'appHide', 'AppHide'),
    ...listeners(client, 'error', 'Error'),
    ...listeners(client, 'unhandledRejection', 'UnhandledRejection'),
    ...listeners(client, 'pageNotFound', 'PageNotFound'),
    ...listeners(client, 'memoryWarning', 'MemoryWarning'),
    ...listeners(client, 'resize', 'WindowResize'),
  };
}

function appBaseInfo(client: Client) {
  return {
    SDKVersion: BASE_VERSION,
    version: isOld(client) ? '8.0.43' : '8.0.60',
    language: 'zh_CN',
    enableDebug: false,
    host: { appId: '', env: 'WeChat' },
    fontSizeScaleFactor: client.levers.fontScale,
    fontSizeSetting: Math.round(FONT_SIZE * client.levers.fontScale),
    ...(client.boot.app['darkmode'] === true ? { theme: client.theme } : {}),
  };
}

function windowInfo(client: Client) {
  const { innerWidth: width, innerHeight: height, devicePixelRatio } = globalThis;
  const custom = client.stack.top?.layer.setting('navigationStyle') === 'custom';
  const edges = edgesOf(client.levers);
  const top = custom ? 0 : edges.top + NAV_BAR;
  const bottom = height - edges.bottom;
  return {
    pixelRatio: devicePixelRatio,
    screenWidth: width,
    screenHeight: height,
    windowWidth: width,
    windowHeight: height - top,
    statusBarHeight: edges.top,
    screenTop: top,
    safeArea: {
      left: 0,
      right: width,
      top: edges.top,
      bottom,
      width,
      height: bottom - edges.top,
    },
  };
}

function deviceInfo(client: Client) {
  const { android, pc } = client.levers;
  return {
    brand: pc ? 'microsoft' : android ? 'Android' : 'iPhone',
    model: pc ? 'microsoft' : 'Preview',
    system: pc ? 'Windows 11 x64' : android ? 'Android 14' : 'iOS 17.4',
    platform: pc ? 'windows' : android ? 'android' : 'ios',
    benchmarkLevel: 30,
    memorySize: 4096,
    abi: pc ? '' : 'arm64-v8a',
  };
}

function systemSetting() {
  return {
    bluetoothEnabled: true,
    locationEnabled: true,
    wifiEnabled: true,
    deviceOrientation: 'portrait',
  };
}

function menuButton(client: Client) {
  const right = globalThis.innerWidth - CAPSULE.right;
  const top = edgesOf(client.levers).top + CAPSULE.below;
  return {
    width: CAPSULE.width,
    height: CAPSULE.height,
    top,
    bottom: top + CAPSULE.height,
    left: right - CAPSULE.width,
    right,
  };
}

function canIUse(client: Client, schema: string): boolean {
  const [name = ''] = schema.split('.');
  const missing: readonly string[] = isOld(client) ? [...absent, ...absentInOld] : absent;
  const known: readonly string[] = simulated;
  return known.includes(name) && !missing.includes(name);
}

/** A WeChat from before 2.0, by lever. */
function isOld({ levers }: Client): boolean {
  return levers.medins === 'absent';
}

function logManager() {
  const silent = () => undefined;
  const manager = {
    debug: silent,
    info: silent,
    log: silent,
    warn: silent,
    error: silent,
    setFilterMsg: silent,
    addFilterMsg: silent,
    in: () => manager,
  };
  return manager;
}
