/**
 * The built-in components that the preview simulates, with every property and event it knows of.
 * The build refuses whatever is not listed here (design: the phone, "The preview"); the runtime registers
 * exactly this list. Names and defaults follow WeChat's component reference.
 */

export type PropertyKind = 'string' | 'number' | 'boolean' | 'any';

export interface BuiltinSchema {
  /** Properties with an effect in the preview, camelCase, with their kind and default. */
  readonly properties: Readonly<Record<string, readonly [PropertyKind, unknown?]>>;
  /** Properties that a browser has no use for: accepted without a visible effect. */
  readonly inert?: readonly string[];
  /** Events of its own, on top of those that every node has. */
  readonly events?: readonly string[];
}

/** Properties of every built-in. */
export const commonProperties: BuiltinSchema['properties'] = {
  hidden: ['boolean', false],
  animation: ['any'],
  tabindex: ['any'],
};

/** `aria-*` attributes that reach the page, so that a browser's accessibility tree can be tested. */
export const ariaProperties = [
  ...['label', 'labelledby', 'describedby', 'roledescription', 'role', 'live', 'atomic', 'hidden'],
  ...['checked', 'disabled', 'selected', 'expanded', 'controls', 'current', 'busy', 'modal'],
  ...['required', 'invalid', 'haspopup', 'level', 'valuenow', 'valuemin', 'valuemax', 'valuetext'],
] as const;

/** Events that every node has; they bubble and cross component borders. */
export const commonEvents: readonly string[] = [
  ...['tap', 'canceltap', 'longpress', 'longtap'],
  ...['touchstart', 'touchmove', 'touchend', 'touchcancel', 'touchforcechange'],
  ...['transitionend', 'animationstart', 'animationiteration', 'animationend'],
];

const hover: BuiltinSchema['properties'] = {
  hoverClass: ['string', 'none'],
  hoverStopPropagation: ['boolean', false],
  hoverStartTime: ['number', 50],
  hoverStayTime: ['number', 400],
};

const textEntry: BuiltinSchema['properties'] = {
  value: ['string', ''],
  placeholder: ['string', ''],
  placeholderStyle: ['string', ''],
  placeholderClass: ['string', ''],
  disabled: ['boolean', false],
  maxlength: ['number', 140],
  focus: ['boolean', false],
  autoFocus: ['boolean', false],
  name: ['string', ''],
  cursor: ['number', -1],
  selectionStart: ['number', -1],
  selectionEnd: ['number', -1],
  confirmType: ['string', ''],
};
const textEntryInert = ['cursorSpacing', 'cursorColor', 'adjustPosition', 'confirmHold'];
const textEntryEvents = ['input', 'focus', 'blur', 'confirm', 'keyboardheightchange'];
const choice: BuiltinSchema['properties'] = {
  value: ['string', ''],
  checked: ['boolean', false],
  disabled: ['boolean', false],
  color: ['string', '#09BB07'],
};

export const builtins = {
  view: { properties: hover, inert: ['disabled'] },
  text: {
    properties: {
      userSelect: ['boolean', false],
      selectable: ['boolean', false],
      space: ['string', ''],
      decode: ['boolean', false],
    },
  },
  image: {
    properties: { src: ['string', ''], mode: ['string', 'scaleToFill'] },
    inert: ['webp', 'lazyLoad', 'showMenuByLongpress', 'fadeIn'],
    events: ['load', 'error'],
  },
  button: {
    properties: {
      ...hover,
      hoverClass: ['string', 'button-hover'],
      hoverStartTime: ['number', 20],
      hoverStayTime: ['number', 70],
      size: ['string', 'default'],
      type: ['string', 'default'],
      plain: ['boolean', false],
      disabled: ['boolean', false],
      loading: ['boolean', false],
      formType: ['string', ''],
      openType: ['string', ''],
    },
    inert: [
      ...['activityType', 'entrancePath', 'lang', 'needShowEntrance', 'sessionFrom'],
      ...['sendMessageTitle', 'sendMessagePath', 'sendMessageImg', 'appParameter'],
      ...['showMessageCard', 'phoneNumberNoQuotaToast'],
    ],
    events: [
      ...['getuserinfo', 'contact', 'createliveactivity', 'getphonenumber', 'opensetting'],
      ...['getrealtimephonenumber', 'error', 'launchapp', 'chooseavatar'],
      ...['agreeprivacyauthorization', 'phoneoneclicklogin'],
    ],
  },
  input: {
    properties: { ...textEntry, type: ['string', 'text'], password: ['boolean', false] },
    inert: [
      ...textEntryInert,
      ...['alwaysEmbed', 'holdKeyboard', 'safePasswordCertPath', 'safePasswordLength'],
      ...['safePasswordTimeStamp', 'safePasswordNonce', 'safePasswordSalt'],
      'safePasswordCustomHash',
    ],
    events: [...textEntryEvents, 'change', 'nicknamereview'],
  },
  textarea: {
    properties: { ...textEntry, autoHeight: ['boolean', false] },
    inert: [
      ...textEntryInert,
      ...['fixed', 'disableDefaultPadding', 'showConfirmBar', 'holdKeyboard'],
    ],
    events: [...textEntryEvents, 'linechange'],
  },
  'scroll-view': {
    properties: {
      scrollX: ['boolean', false],
      scrollY: ['boolean', false],
      scrollTop: ['any'],
      scrollLeft: ['any'],
      scrollIntoView: ['string', ''],
      scrollWithAnimation: ['boolean', false],
      upperThreshold: ['number', 50],
      lowerThreshold: ['number', 50],
      showScrollbar: ['boolean', true],
      enableFlex: ['boolean', false],
      refresherEnabled: ['boolean', false],
      refresherTriggered: ['boolean', false],
    },
    inert: ['enhanced', 'scrollAnchoring', 'enablePassive', 'type', 'bounces', 'fastDeceleration'],
    events: ['scroll', 'scrolltoupper', 'scrolltolower', 'refresherrefresh'],
  },
  picker: {
    properties: {
      mode: ['string', 'selector'],
      range: ['any'],
      rangeKey: ['string', ''],
      value: ['any'],
      disabled: ['boolean', false],
      start: ['string', ''],
      end: ['string', ''],
      headerText: ['string', ''],
      name: ['string', ''],
    },
    events: ['change', 'cancel'],
  },
  label: { properties: { for: ['string', ''] } },
  form: { properties: {}, inert: ['reportSubmit'], events: ['submit', 'reset'] },
  switch: {
    properties: { ...choice, type: ['string', 'switch'], name: ['string', ''] },
    events: ['change'],
  },
  checkbox: { properties: choice },
  'checkbox-group': { properties: { name: ['string', ''] }, events: ['change'] },
  radio: { properties: choice },
  'radio-group': { properties: { name: ['string', ''] }, events: ['change'] },
  navigator: {
    properties: {
      ...hover,
      hoverClass: ['string', 'navigator-hover'],
      hoverStayTime: ['number', 600],
      url: ['string', ''],
      openType: ['string', 'navigate'],
      delta: ['number', 1],
      target: ['string', 'self'],
      appId: ['string', ''],
      path: ['string', ''],
      extraData: ['any'],
    },
    inert: ['version', 'shortLink'],
    events: ['success', 'fail', 'complete'],
  },
  'rich-text': { properties: { nodes: ['any'] }, inert: ['space'] },
  swiper: {
    properties: {
      current: ['number', 0],
      autoplay: ['boolean', false],
      interval: ['number', 5000],
      vertical: ['boolean', false],
    },
    inert: ['circular', 'duration', 'displayMultipleItems', 'easingFunction'],
    events: ['change', 'animationfinish', 'transition'],
  },
  'swiper-item': { properties: { itemId: ['string', ''] }, inert: ['skipHiddenItemLayout'] },
  progress: {
    properties: {
      percent: ['number', 0],
      showInfo: ['boolean', false],
      strokeWidth: ['number', 6],
      activeColor: ['string', '#09BB07'],
      backgroundColor: ['string', '#EBEBEB'],
    },
    inert: ['active', 'activeMode', 'duration'],
  },
} as const satisfies Record<string, BuiltinSchema>;

export type BuiltinTag = keyof typeof builtins;

export function isBuiltin(tag: string): tag is BuiltinTag {
  return Object.hasOwn(builtins, tag);
}

export function schemaOf(tag: BuiltinTag): BuiltinSchema {
  return builtins[tag];
}

/** `hover-class` → `hoverClass`. */
export function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The DOM name of a tag: built-ins and single-word component tags must not meet HTML's elements. */
export function domName(tag: string): string {
  return tag.includes('-') && !isBuiltin(tag) ? tag : `wx-${tag}`;
}
