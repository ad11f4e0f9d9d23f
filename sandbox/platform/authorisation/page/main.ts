/**
 * The authorisation mini program: who is asked for what, agreeing or not. Agreeing returns extraData with
 * an authCode, everything else returns without; being killed returns nothing until the app starts anew.
 */

import { button, el, row } from '../../cashier/page/dom';
import { askedIn, bind, code, leaveTo, person, Refusal, type Leave, type Person } from './api';

const asked = askedIn(window.location.search);
const { appId } = asked;
const stage = document.querySelector('#app');
const alert = el('p', { class: 'alert', role: 'alert', testid: 'authorise-error' });

const scale = Number(new URLSearchParams(window.location.search).get('fontScale') ?? '1');
if (scale > 0) document.documentElement.style.fontSize = `${scale * 100}%`;

const VERSIONS: Readonly<Record<string, string>> = { trial: '体验版', develop: '开发版' };

void start();

async function start(): Promise<void> {
  try {
    show(await person(asked));
  } catch (error) {
    refused(error, ({ message, code: why }) => showRefusal(message, why));
  }
}

/** Agrees; then goes back with the code, or is killed with it on its way. */
async function agree(how: Leave['how']): Promise<void> {
  await unlessRefused(async () => {
    leave({ how, appId, extraData: { authCode: await code(asked) } });
  });
}

/** Does what a button is for; a refusal is read above the buttons, which work again. */
async function unlessRefused(act: () => Promise<void>): Promise<void> {
  setBusy(true);
  try {
    await act();
  } catch (error) {
    refused(error, ({ message }) => {
      alert.textContent = message;
      alert.scrollIntoView({ block: 'center' });
    });
  }
  setBusy(false);
}

function refused(error: unknown, on: (why: Refusal) => void): void {
  if (!(error instanceof Refusal)) throw error;
  on(error);
}

function show(who: Person): void {
  const version = VERSIONS[asked.envVersion];
  put(
    el(
      'header',
      { class: 'head' },
      el('h1', { testid: 'authorise-title' }, '医院申请使用您的医保'),
      el('p', {}, '同意后，医院可用您的医保为本次费用结算一次。'),
      version === undefined
        ? undefined
        : el('span', { class: 'version', testid: 'authorise-version' }, version),
    ),
    facts(who),
    alert,
    drawer(),
    el(
      'div',
      { class: 'actions' },
      who.bound ? agreeButton() : bindButton(),
      button('不同意', 'authorise-refuse', 'quiet', () => leave({ how: 'done', appId })),
    ),
  );
}

const agreeButton = (): HTMLElement =>
  button('同意授权', 'authorise-agree', 'primary', () => void agree('done'));

const bindButton = (): HTMLElement =>
  button('激活凭证', 'authorise-bind', 'primary', () => {
    void unlessRefused(async () => show(await bind(asked)));
  });

function facts({ name, idNo, bound, relatives = [] }: Person): HTMLElement {
  const family = relatives.map((one) => one.name).join('、');
  return el(
    'dl',
    { class: 'card' },
    row('授权人', name, 'authorise-person', 'main'),
    row('证件', idNo, 'authorise-id'),
    row('医保电子凭证', bound ? '已激活' : '未激活', 'authorise-card'),
    row('可为谁使用', family === '' ? '本人' : `本人、${family}`, 'authorise-relatives'),
    bound ? undefined : el('p', { class: 'hint' }, '激活医保电子凭证后才能授权。'),
  );
}

/** What the hospital's path says, and the ends that nobody wishes for. */
function drawer(): HTMLElement {
  const query = asked.path.split('?').slice(1).join('?');
  const said = query.split('&').filter((one) => one !== '');
  return el(
    'details',
    { class: 'levers' },
    el('summary', { testid: 'authorise-levers' }, '沙箱：模拟其他结果'),
    el(
      'div',
      {},
      button('杀掉小程序', 'authorise-lever-killed', '', () => leave({ how: 'killed', appId })),
      button('同意后杀掉小程序', 'authorise-lever-agree-killed', '', () => void agree('killed')),
    ),
    el(
      'dl',
      { testid: 'authorise-asked' },
      ...said.flatMap((one) => {
        const at = one.indexOf('=');
        const [name, value] = at < 0 ? [one, ''] : [one.slice(0, at), one.slice(at + 1)];
        return [el('dt', {}, name), el('dd', {}, value === '' ? '（空）' : value)];
      }),
    ),
  );
}

function showRefusal(message: string, why: string): void {
  const box = el(
    'section',
    { class: 'result', testid: 'authorise-result' },
    el('span', { class: 'mark mark-bad', aria: { hidden: 'true' } }, '×'),
    el('h1', {}, '无法授权'),
    el('p', { testid: 'authorise-error' }, message),
  );
  box.dataset['code'] = why;
  const back = button('返回', 'authorise-leave', 'primary', () => leave({ how: 'done', appId }));
  put(box, el('div', { class: 'actions' }, back));
}

function leave(message: Leave): void {
  if (leaveTo(message)) return;
  put(
    el(
      'section',
      { class: 'result', testid: 'authorise-left' },
      el('h1', {}, '已离开医保授权'),
      el('p', {}, '请回到医院小程序（场景值 1038），本页可以关闭。'),
    ),
  );
}

function setBusy(busy: boolean): void {
  if (busy) alert.textContent = '';
  for (const control of document.querySelectorAll<HTMLButtonElement>('#app button')) {
    control.disabled = busy;
  }
  stage?.setAttribute('aria-busy', String(busy));
}

function put(...elements: readonly HTMLElement[]): void {
  stage?.setAttribute('aria-busy', 'false');
  stage?.replaceChildren(...elements);
}
