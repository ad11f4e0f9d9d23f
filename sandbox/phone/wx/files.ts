/**
 * Files of the user folder (wx.env.USER_DATA_PATH): written in memory, read back, opened. What a phone would show in
 * its own viewer or forward into a chat is offered by the browser as a download under the name it was written as.
 */

import type { Client } from '../runtime/client';
import { button, h, textOf } from '../runtime/dom';
import { api, Failure, type Options, type Result } from './api';
import type { simulatedFiles } from './surface';

export const USER_DATA_PATH = 'http://usr';
/** All files of one mini program together (WeChat, 文件系统: 本地用户文件). */
const MOST_BYTES = 200 * 1024 * 1024;
const OPENED = /\.(docx?|xlsx?|pptx?|pdf)$/i;
const TYPES: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  csv: 'text/csv;charset=utf-8',
};

type Files = Map<string, Uint8Array<ArrayBuffer>>;

export function fileApis(client: Client) {
  const files: Files = new Map();
  const manager = managerOf(files);
  return {
    getFileSystemManager: () => manager,
    openDocument: api('openDocument', (options) => {
      const path = textOf(options['filePath']);
      const kind = textOf(options['fileType']);
      if (!OPENED.test(kind === '' ? path : `.${kind}`))
        throw new Failure('filetype not supported');
      showFile(client, path, contentOf(files, path), '已打开');
      return undefined;
    }),
    shareFileMessage: (given?: unknown) => {
      const tapped = client.taps.isOpen;
      return api('shareFileMessage', (options) => {
        if (!tapped) throw new Failure('can only be invoked by user TAP gesture.');
        const path = textOf(options['filePath']);
        const name = textOf(options['fileName'], path);
        showFile(client, name, contentOf(files, path), '已转发');
        return undefined;
      })(given);
    },
    arrayBufferToBase64: (buffer: ArrayBuffer) => toBase64(new Uint8Array(buffer)),
    base64ToArrayBuffer: (text: string) => fromBase64(text).buffer,
  };
}

function managerOf(files: Files): object {
  const write = (options: Options): undefined => {
    const path = ownPath(options['filePath']);
    const bytes = bytesOf(options['data'], textOf(options['encoding'], 'utf8'));
    const others = [...files].reduce(
      (sum, [name, one]) => sum + (name === path ? 0 : one.length),
      0,
    );
    if (others + bytes.length > MOST_BYTES) {
      throw new Failure('the maximum size of the file storage limit is exceeded');
    }
    files.set(path, bytes);
    return undefined;
  };
  const read = (options: Options): Result => {
    const bytes = contentOf(files, textOf(options['filePath']));
    const encoding = textOf(options['encoding']);
    return { data: encoding === '' ? bytes.slice().buffer : textIn(bytes, encoding) };
  };
  const remove = (options: Options): undefined => {
    const path = textOf(options['filePath']);
    contentOf(files, path);
    files.delete(path);
    return undefined;
  };
  const callback = (name: string, body: (options: Options) => Result | undefined) => {
    const call = api(name, body);
    // Methods of the manager answer by callback only.
    return (options?: unknown): undefined => void call(withCallback(options));
  };
  const members = {
    writeFile: callback('writeFile', write),
    writeFileSync: (filePath: unknown, data: unknown, encoding?: unknown) =>
      sync('writeFileSync', () => write({ filePath, data, encoding })),
    readFile: callback('readFile', read),
    readFileSync: (filePath: unknown, encoding?: unknown) =>
      sync('readFileSync', () => read({ filePath, encoding })['data']),
    access: callback('access', ({ path }) => {
      contentOf(files, textOf(path));
      return undefined;
    }),
    unlink: callback('unlink', remove),
    unlinkSync: (filePath: unknown) => sync('unlinkSync', () => remove({ filePath })),
  } satisfies Record<(typeof simulatedFiles)[number], unknown>;
  return new Proxy(members, {
    get(target, property): unknown {
      if (typeof property === 'symbol' || property in target) return Reflect.get(target, property);
      return () => {
        throw new Error(`FileSystemManager.${property} is not simulated by the preview`);
      };
    },
  });
}

function withCallback(options: unknown): object {
  const given = typeof options === 'object' && options !== null ? options : {};
  return { complete: () => undefined, ...given };
}

/** Synchronous methods throw an Error with WeChat's sentence. */
function sync<T>(name: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof Failure)
      throw new Error(`${name}:fail ${error.message}`, { cause: error });
    throw error;
  }
}

function ownPath(value: unknown): string {
  const path = textOf(value);
  if (!path.startsWith(`${USER_DATA_PATH}/`)) {
    throw new Failure(`permission denied, open "${path}"`);
  }
  return path;
}

function contentOf(files: Files, path: string): Uint8Array<ArrayBuffer> {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Failure(`no such file or directory "${path}"`);
  return bytes;
}

/** Buffers of another realm (a test's) are told by their name. */
function isBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]';
}

function bytesOf(data: unknown, encoding: string): Uint8Array<ArrayBuffer> {
  if (isBuffer(data)) return new Uint8Array(data.slice(0));
  if (typeof data !== 'string') throw new Failure('data must be a string or an ArrayBuffer');
  if (encoding === 'utf8' || encoding === 'utf-8') return new Uint8Array(encodeText(data));
  if (encoding === 'base64') return fromBase64(data);
  if (encoding === 'binary' || encoding === 'latin1') {
    return Uint8Array.from(data, (letter) => letter.charCodeAt(0));
  }
  throw new Failure(`invalid encoding "${encoding}"`);
}

function textIn(bytes: Uint8Array, encoding: string): string {
  if (encoding === 'base64') return toBase64(bytes);
  if (encoding === 'utf8' || encoding === 'utf-8') {
    return decodeURIComponent(escapeBytes(bytes));
  }
  return letters(bytes);
}

const letters = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

const escapeBytes = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

const encodeText = (text: string): number[] =>
  Array.from(encodeURIComponent(text).matchAll(/%([0-9A-F]{2})|[^%]/g), ([letter, hex]) =>
    hex === undefined ? letter.charCodeAt(0) : Number.parseInt(hex, 16),
  );

function toBase64(bytes: Uint8Array): string {
  return btoa(letters(bytes));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** Says what became of the file, and offers it to the person at the browser. */
function showFile(client: Client, path: string, bytes: Uint8Array, what: string): void {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const link = h('a', {
    class: 'wx-sheet-line',
    testid: 'wx-file-download',
    text: `下载 ${name}（${Math.ceil(bytes.length / 1024)} KB）`,
    attributes: {
      download: name,
      href: `data:${TYPES[ending] ?? 'application/octet-stream'};base64,${toBase64(bytes)}`,
    },
  });
  const sheet = client.chrome.dialogs.sheet(
    `${what} ${name}`,
    'wx-file',
    link,
    button({
      class: 'wx-sheet-cancel',
      text: '关闭',
      testid: 'wx-file-close',
      onClick: () => sheet.remove(),
    }),
  );
}
