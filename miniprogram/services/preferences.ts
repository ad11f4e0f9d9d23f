/**
 * What the person chose for this phone: the language and the size of text. Stored here and nowhere else;
 * what was never chosen follows WeChat.
 */
import { DecodeError, maybe, oneOf, record } from './decode';
import { readStored, writeStored } from './storage';

export type Language = 'zh-CN' | 'en';
/** wechat: as large as WeChat says. */
export type TextSize = 'wechat' | 'large' | 'largest';

export interface Preferences {
  readonly language?: Language;
  readonly textSize?: TextSize;
}

const KEY = 'preferences';
const decodePreferences = record<Preferences>({
  language: maybe(oneOf('zh-CN', 'en')),
  textSize: maybe(oneOf('wechat', 'large', 'largest')),
});

/** What was chosen; empty when nothing was, or an older release wrote something else. */
export function preferences(): Preferences {
  const stored = readStored(KEY);
  if (stored === undefined) return {};
  try {
    return decodePreferences(stored);
  } catch (error) {
    if (error instanceof DecodeError) return {};
    throw error;
  }
}

/** Keeps the choice. False: the phone's storage refused. */
export function choosePreference(choice: Preferences): boolean {
  try {
    writeStored(KEY, { ...preferences(), ...choice });
    return true;
  } catch {
    return false;
  }
}
