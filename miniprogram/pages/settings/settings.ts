/**
 * The person's own settings: language and text size (kept on this phone), the privacy text, forgetting
 * what the service knows of them, and the door for people who work here.
 */
import type { Choice } from '../../components/choice-list/choice-list';
import type { Notice } from '../../components/notice/notice';
import { fill } from '../../i18n/texts';
import { call } from '../../services/api';
import { language, scaleStyle } from '../../services/device';
import { callHospital, knownHospital } from '../../services/hospital';
import { go, setTitle, showTop } from '../../services/navigate';
import type { Language, Preferences, TextSize } from '../../services/preferences';
import { choosePreference, preferences } from '../../services/preferences';
import { openPrivacyText } from '../../services/privacy';
import { restart } from '../../services/restart';
import { words } from '../../services/words';
import { troubleNotice } from '../views/messages';
import { appVersion } from '../../services/settings';

const t = words();
const w = t.settings;

type SettingsData = {
  scale: string;
  t: typeof w;
  notice: Notice | null;
  languages: readonly Choice[];
  language: Language;
  sizes: readonly Choice[];
  size: TextSize;
  asked: boolean;
  busy: boolean;
  version: string;
};

const data: SettingsData = {
  scale: scaleStyle(),
  t: w,
  notice: null,
  languages: [
    { key: 'zh-CN', title: w.chinese },
    { key: 'en', title: w.english },
  ],
  language: language(),
  sizes: [
    { key: 'wechat', title: w.sizeWechat },
    { key: 'large', title: w.sizeLarge },
    { key: 'largest', title: w.sizeLargest },
  ],
  size: 'wechat',
  asked: false,
  busy: false,
  version: fill(w.version, { version: appVersion }),
};

function say(tone: Notice['tone'], title: string, text: string): Notice {
  return { tone, title, text, call: '' };
}

Page({
  data,

  alive: true,

  onLoad() {
    setTitle(w.title);
    const { textSize } = preferences();
    this.setData({ language: language(), size: textSize ?? 'wechat' });
  },

  onUnload() {
    this.alive = false;
  },

  onLanguage({ detail }: WechatMiniprogram.CustomEvent<{ key: string }>) {
    const chosen: Language = detail.key === 'en' ? 'en' : 'zh-CN';
    if (chosen !== this.data.language) this.choose({ language: chosen }, { language: chosen });
  },

  onSize({ detail }: WechatMiniprogram.CustomEvent<{ key: string }>) {
    const size = (['wechat', 'large', 'largest'] as const).find((one) => one === detail.key);
    if (size !== undefined && size !== this.data.size) this.choose({ textSize: size }, { size });
  },

  /** Every page reads both once, so the program starts anew; where it cannot, that is said. */
  choose(choice: Preferences, shown: Partial<SettingsData>) {
    if (!choosePreference(choice)) {
      this.setData({ notice: say('warn', w.notSaved, w.notSavedText) });
      showTop();
      return;
    }
    const restarting = restart();
    const notice = restarting ? null : say('info', w.saved, w.savedText);
    this.setData({ ...shown, scale: scaleStyle(), notice });
    if (notice !== null) showTop();
  },

  onPrivacy() {
    openPrivacyText();
  },

  onStaff() {
    go.staffDesk();
  },

  onRemove() {
    this.setData({ asked: true, notice: null });
  },

  onKeep() {
    this.setData({ asked: false });
  },

  async onRemoveSure() {
    if (this.data.busy) return;
    this.setData({ asked: false, busy: true, notice: say('info', w.removing, '') });
    showTop();
    const outcome = await call('clinic', 'deleteMyData', {});
    if (!this.alive) return;
    const notice = outcome.ok
      ? this.removedNotice(outcome.value.ordersKept)
      : troubleNotice(outcome.reason, t, knownHospital().phone);
    this.setData({ busy: false, notice });
    showTop();
  },

  removedNotice(count: number): Notice {
    const text = count === 0 ? w.removedNone : fill(w.removedText, { count });
    return say('info', w.removed, text);
  },

  onCall() {
    callHospital();
  },
});
