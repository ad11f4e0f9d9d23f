/**
 * The page around the phone: an address bar with the preview's levers, and buttons for what befalls an app.
 * The app itself runs in an iframe, so that killing it really ends its JavaScript context.
 */

import type { PreviewHandle } from '../runtime/client';
import { watchInbox } from './inbox';
import { showWorld } from './world';

const FIELDS = [
  ...['scene', 'path', 'openid', 'theme', 'device', 'fontScale', 'medins', 'deny', 'scan'],
] as const;
/** The page that the rule for ordinary-link codes names (WeChat, 扫普通链接二维码打开小程序). */
const CODE_PAGE = '/pages/scan/scan';
const REMEMBERED = 'yibao-preview-shell';

function find<T extends HTMLElement>(selector: string, type: new () => T): T {
  const element = document.querySelector(selector);
  if (!(element instanceof type)) throw new Error(`the shell has no ${selector}`);
  return element;
}

const frame = find('#app', HTMLIFrameElement);
const form = find('#address', HTMLFormElement);
const route = find('.route', HTMLElement);
const errors = find('.errors', HTMLElement);
const offline = find('#offline', HTMLInputElement);

function handle(): PreviewHandle | undefined {
  const { contentWindow } = frame;
  const found: unknown =
    contentWindow === null ? undefined : Reflect.get(contentWindow, '__preview');
  return found === undefined ? undefined : (found as PreviewHandle);
}

/** What stands in a field of the form. */
function value(name: string): string {
  const found = new FormData(form).get(name);
  return typeof found === 'string' ? found : '';
}

/** The address of the app with the form's levers; empty ones are left out. */
function address(): string {
  const data = new FormData(form);
  const query = new URLSearchParams();
  for (const name of FIELDS) {
    if (value(name) !== '') query.set(name, value(name));
  }
  if (data.get('privacy') === 'ask') query.set('privacy', 'ask');
  if (data.get('ios') === '1') query.set('android', '0');
  if (offline.checked) query.set('offline', '1');
  return `/phone/app.html?${query.toString()}`;
}

function start(): void {
  localStorage.setItem(REMEMBERED, JSON.stringify({ openid: value('openid') }));
  document.body.dataset['device'] = value('device');
  frame.src = address();
}

/** Starts the app the way a message or a code does: at that page, with that scene. */
function openAt(path: string, scene: string): void {
  for (const [name, wanted] of Object.entries({ path, scene })) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) {
      field.value = wanted;
    }
  }
  start();
}

function fill(): void {
  const query = new URLSearchParams(location.search);
  const kept: unknown = JSON.parse(localStorage.getItem(REMEMBERED) ?? '{}');
  const openid: unknown =
    typeof kept === 'object' && kept !== null ? Reflect.get(kept, 'openid') : undefined;
  for (const name of FIELDS) {
    const field = form.elements.namedItem(name);
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) continue;
    const wanted = query.get(name) ?? (name === 'openid' ? openid : null);
    if (typeof wanted !== 'string') continue;
    const listed =
      field instanceof HTMLInputElement || [...field.options].some((one) => one.value === wanted);
    if (!listed && query.has(name)) field.add(new Option(wanted, wanted));
    if (listed || query.has(name)) field.value = wanted;
  }
}

function showState(): void {
  const preview = handle();
  route.textContent =
    preview?.running === true ? preview.pages().join(' › ') : '未运行 not running';
  errors.textContent = preview?.errors.at(-1) ?? '';
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  start();
});
offline.addEventListener('change', () => handle()?.setOffline(offline.checked));
find('#pull', HTMLButtonElement).addEventListener('click', () => handle()?.pullDown());
find('#hide', HTMLButtonElement).addEventListener('click', () => handle()?.hide());
find('#kill', HTMLButtonElement).addEventListener('click', () => handle()?.kill());
globalThis.addEventListener('message', (event: MessageEvent<unknown>) => {
  if (event.origin === location.origin && event.source === frame.contentWindow) showState();
});
frame.addEventListener('load', showState);

find('#by-code', HTMLButtonElement).addEventListener('click', () => {
  const code = value('scan');
  if (code === '') return;
  openAt(`${CODE_PAGE}?q=${encodeURIComponent(code)}`, '1011');
});

const events = new EventSource('/phone/events');
events.addEventListener('built', (event: MessageEvent<string>) => {
  if (event.data !== 'ok') {
    location.reload();
    return;
  }
  const top = handle()?.address();
  const target = new URL(address(), location.href);
  if (top !== undefined) target.searchParams.set('path', top);
  frame.src = target.href;
});

fill();
start();
showWorld(find('.world', HTMLDetailsElement), find('#world', HTMLElement));
if (document.body.dataset['offers']?.includes('inbox') === true) {
  watchInbox({
    button: find('#inbox-open', HTMLButtonElement),
    count: find('#inbox-count', HTMLElement),
    list: find('#inbox', HTMLOListElement),
    openid: () => value('openid'),
    open: (page) => openAt(page.startsWith('/') ? page : `/${page}`, '1014'),
  });
}
