/**
 * wx storage in localStorage, one drawer per openid: it outlives the app's death, and users do not share it.
 * Values go through JSON, as a phone stores them; a missing key reads as an empty string.
 */

import type { Client } from '../runtime/client';
import { textOf } from '../runtime/dom';
import { api, Failure } from './api';

const MOST_BYTES = 1024 * 1024;

export function storageApis(client: Client) {
  const drawer = `yibao-preview:${client.levers.openid}:`;
  const keys = (): string[] =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith(drawer))
      .map((key) => key.slice(drawer.length));
  const getStorageSync = (key: string): unknown => {
    const text = localStorage.getItem(drawer + key);
    if (text === null) return '';
    const value: unknown = JSON.parse(text);
    return value;
  };
  const setStorageSync = (key: string, value: unknown): void => {
    const text = JSON.stringify(value ?? '');
    if (text.length > MOST_BYTES) throw new Error('setStorageSync:fail entry size limit reached');
    localStorage.setItem(drawer + key, text);
  };
  const removeStorageSync = (key: string): void => {
    localStorage.removeItem(drawer + key);
  };
  const clearStorageSync = (): void => {
    for (const key of keys()) removeStorageSync(key);
  };
  const getStorageInfoSync = () => {
    const size = keys().reduce(
      (sum, key) => sum + (localStorage[drawer + key] as string).length,
      0,
    );
    return { keys: keys(), currentSize: Math.ceil(size / 1024), limitSize: 10240 };
  };
  return {
    getStorageSync,
    setStorageSync,
    removeStorageSync,
    clearStorageSync,
    getStorageInfoSync,
    getStorage: api('getStorage', ({ key }) => {
      const name = textOf(key);
      if (!keys().includes(name)) throw new Failure('data not found');
      return { data: getStorageSync(name) };
    }),
    setStorage: api('setStorage', ({ key, data }) => {
      setStorageSync(textOf(key), data);
      return undefined;
    }),
    removeStorage: api('removeStorage', ({ key }) => {
      removeStorageSync(textOf(key));
      return undefined;
    }),
    clearStorage: api('clearStorage', () => {
      clearStorageSync();
      return undefined;
    }),
    getStorageInfo: api('getStorageInfo', () => getStorageInfoSync()),
  };
}
