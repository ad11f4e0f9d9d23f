/**
 * The members of `wx` in the preview, by name: what is simulated, and what the simulated base library 3.8.12 does not
 * have (reading it gives undefined, so that feature checks work). The build refuses code that uses any other member.
 */

export const simulated = [
  ...['env', 'version', 'cloud', 'canIUse', 'nextTick', 'login', 'checkSession'],
  ...['getStorage', 'getStorageSync', 'setStorage', 'setStorageSync', 'removeStorage'],
  ...['removeStorageSync', 'clearStorage', 'clearStorageSync', 'getStorageInfo'],
  ...['getStorageInfoSync', 'request', 'getNetworkType', 'onNetworkStatusChange'],
  ...['offNetworkStatusChange', 'showToast', 'hideToast', 'showLoading', 'hideLoading'],
  ...['showModal', 'showActionSheet', 'setNavigationBarTitle', 'setNavigationBarColor'],
  ...['showNavigationBarLoading', 'hideNavigationBarLoading', 'setBackgroundColor'],
  ...['setBackgroundTextStyle', 'hideHomeButton', 'makePhoneCall', 'scanCode', 'vibrateShort'],
  ...['vibrateLong', 'setClipboardData', 'getClipboardData', 'pageScrollTo', 'hideKeyboard'],
  ...['startPullDownRefresh', 'stopPullDownRefresh', 'requestSubscribeMessage'],
  ...['navigateTo', 'redirectTo', 'navigateBack', 'reLaunch', 'switchTab'],
  ...['navigateToMiniProgram', 'requestMedicalInsurancePay', 'exitMiniProgram'],
  ...['restartMiniProgram'],
  ...['getAppBaseInfo', 'getSystemInfoSync', 'getSystemInfo', 'getWindowInfo', 'getDeviceInfo'],
  ...['getSystemSetting', 'getAppAuthorizeSetting', 'getAccountInfoSync', 'getLaunchOptionsSync'],
  ...['getEnterOptionsSync', 'getMenuButtonBoundingClientRect', 'getUpdateManager'],
  ...['getRealtimeLogManager', 'getLogManager', 'reportEvent', 'getSetting', 'authorize'],
  ...['openSetting', 'getLocation', 'getFuzzyLocation', 'getPrivacySetting', 'openLocation'],
  ...['onNeedPrivacyAuthorization', 'requirePrivacyAuthorize', 'openPrivacyContract'],
  ...[
    'createSelectorQuery',
    'createIntersectionObserver',
    'createAnimation',
    'previewImage',
    'onThemeChange',
  ],
  ...['offThemeChange', 'onAppShow', 'offAppShow', 'onAppHide', 'offAppHide', 'onError'],
  ...['offError', 'onUnhandledRejection', 'offUnhandledRejection', 'onPageNotFound'],
  ...['offPageNotFound', 'onMemoryWarning', 'offMemoryWarning', 'onWindowResize'],
  ...['offWindowResize', 'setKeepScreenOn', 'setVisualEffectOnCapture'],
  ...['getFileSystemManager', 'openDocument', 'shareFileMessage', 'arrayBufferToBase64'],
  ...['base64ToArrayBuffer'],
] as const;

/** Members that the simulated base library lacks: a feature check must find nothing. */
export const absent = [
  'onMenuButtonBoundingClientRectWeightChange',
  'offMenuButtonBoundingClientRectWeightChange',
] as const;

/** What a WeChat below 8.0.44 lacks as well (lever `medins=absent`). */
export const absentInOld = ['requestMedicalInsurancePay'] as const;

export const simulatedCloud = ['init', 'callFunction'] as const;

/** Members of what wx.getFileSystemManager() gives. */
export const simulatedFiles = [
  ...['writeFile', 'writeFileSync', 'readFile', 'readFileSync', 'access', 'unlink', 'unlinkSync'],
] as const;

export type SimulatedMember = (typeof simulated)[number];

export const BASE_VERSION = '3.8.12';
