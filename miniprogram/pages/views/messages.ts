/**
 * A trouble in a patient's words: as a panel in place of the content, or as a notice beside it. The
 * call button appears where a human is needed and a number is known.
 */
import type { Notice } from '../../components/notice/notice';
import type { Panel } from '../../components/state-panel/state-panel';
import type { Texts } from '../../i18n/texts';
import type { FailedJump } from '../../services/jump';
import type { Launch } from '../../services/launching';
import type { Trouble } from '../../services/trouble';

type Words = Pick<Texts, 'common' | 'reasons'>;

export function loadingPanel(t: Words): Panel {
  return { kind: 'loading', title: t.common.loading, text: '', action: '', call: '' };
}

export function emptyPanel(title: string, text: string, action = ''): Panel {
  return { kind: 'empty', title, text, action, call: '' };
}

/** `phone`: the hospital's number, or empty. */
export function troublePanel(reason: Trouble, t: Words, phone: string): Panel {
  const said = t.reasons[reason];
  return {
    kind: reason === 'offline' || reason === 'timeout' ? 'offline' : 'error',
    title: said.title,
    text: said.text,
    action: t.common.retry,
    call: said.call && phone !== '' ? t.common.call : '',
  };
}

export function troubleNotice(
  reason: Trouble,
  t: Words,
  phone: string,
  tone: Notice['tone'] = 'warn',
): Notice {
  const said = t.reasons[reason];
  return {
    tone,
    title: said.title,
    text: said.text,
    call: said.call && phone !== '' ? t.common.call : '',
  };
}

function warn(title: string, text: string): Notice {
  return { tone: 'warn', title, text, call: '' };
}

/** Why the cashier did not open, or did not do its work. */
export function jumpNotice(jump: FailedJump, t: Pick<Texts, 'common' | 'pay'>, phone: string) {
  const w = t.pay;
  switch (jump) {
    case 'failed':
      return warn(w.failed, w.failedText);
    case 'needs-upgrade':
      return warn(w.upgrade, w.upgradeText);
    case 'not-permitted':
      return { ...warn(w.notOpen, w.notOpenText), call: phone === '' ? '' : t.common.call };
  }
}

export type NotAuthorised = Extract<Launch, { kind: 'not-authorised' }>['why'];

/** Why insurance is not permitted to be used: the patient came back without it, or what was said. */
export function notAuthorisedNotice(
  why: NotAuthorised,
  t: Words & Pick<Texts, 'pay'>,
  phone: string,
): Notice {
  if (why === 'none') return warn(t.pay.unauthorised, t.pay.unauthorisedText);
  if (why === 'not-opened') return warn(t.pay.authoriseFailed, t.pay.authoriseFailedText);
  return troubleNotice(why, t, phone);
}

/** The order's sums are not those that were read. `fixed`: the bureau has decided them. */
export function changedNotice(fixed: boolean, t: Pick<Texts, 'checkout' | 'pay'>): Notice {
  return fixed
    ? warn(t.pay.fixed, t.pay.fixedText)
    : warn(t.checkout.changedTitle, t.checkout.changedText);
}
