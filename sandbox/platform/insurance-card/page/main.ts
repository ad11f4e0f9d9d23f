/**
 * The insurance card's mini program: bind the card, then let the hospital know who one is. It returns
 * with a ticket, or with nothing when the person goes back.
 */

const query = new URLSearchParams(window.location.search);
const appId = query.get('appid') ?? '';
const openid = query.get('openid') ?? '';
const stage = document.querySelector('#app');

const WORDS: Readonly<Record<string, string>> = {
  'unknown-person': '没有查到您的身份信息',
  'not-bound': '请先绑定医保卡',
};
const UNREACHABLE = '网络异常，请稍后再试';

type Answer = Readonly<Record<string, unknown>>;

async function ask(name: string): Promise<Answer> {
  const response = await fetch(`/insurance-card/page/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ openid }),
  }).catch(() => undefined);
  const answer: unknown = await response?.json().catch(() => undefined);
  return typeof answer === 'object' && answer !== null ? { ...answer } : { error: 'unreachable' };
}

function element(tag: string, text: string, testid: string, className = ''): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  made.dataset.testid = testid;
  if (className !== '') made.className = className;
  return made;
}

function button(text: string, testid: string, className: string, act: () => void): HTMLElement {
  const made = element('button', text, testid, className);
  made.setAttribute('type', 'button');
  made.addEventListener('click', act);
  return made;
}

function put(title: string, hint: string, ...below: readonly HTMLElement[]): void {
  const box = document.createElement('div');
  box.className = 'result';
  box.style.gap = '1rem';
  box.append(element('h1', title, 'card-title'), element('p', hint, 'card-hint'), ...below);
  stage?.replaceChildren(box);
  stage?.setAttribute('aria-busy', 'false');
}

/** Back to the hospital's mini program, with what it may know. */
function leave(extraData?: Readonly<Record<string, string>>): void {
  if (window.parent === window) return;
  const said = extraData === undefined ? {} : { extraData };
  const message = { source: 'yibao-sandbox', type: 'leave', how: 'done', appId, ...said };
  window.parent.postMessage(message, window.location.origin);
}

const back = (): HTMLElement => button('返回', 'card-leave', 'ghost', () => leave());

function refused(answer: Answer): boolean {
  const { error } = answer;
  if (error === undefined) return false;
  put(
    '暂时无法使用',
    (typeof error === 'string' ? WORDS[error] : undefined) ?? UNREACHABLE,
    back(),
  );
  return true;
}

async function show(): Promise<void> {
  const state = await ask('state');
  if (refused(state)) return;
  if (state.bound === true) {
    put(
      '授权使用医保身份',
      '医院将获得您的姓名和证件信息的摘要，用于核对就诊卡',
      button('同意授权', 'card-authorise', 'primary', () => void authorise()),
      back(),
    );
    return;
  }
  put(
    '绑定医保卡',
    '绑定后可用医保支付门诊费用',
    button('绑定', 'card-bind', 'primary', () => void bind()),
    back(),
  );
}

async function bind(): Promise<void> {
  if (!refused(await ask('bind'))) await show();
}

async function authorise(): Promise<void> {
  const answer = await ask('authorise');
  if (!refused(answer) && typeof answer.ticket === 'string') leave({ ticket: answer.ticket });
}

void show();
