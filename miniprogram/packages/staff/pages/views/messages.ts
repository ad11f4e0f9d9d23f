/**
 * A trouble in a clerk's words: as a panel in place of the content, or as a notice beside it. Whoever is
 * no staff here is told so and led to the place where a code is entered (money rule 13).
 */
import type { Notice } from '../../../../components/notice/notice';
import type { Panel } from '../../../../components/state-panel/state-panel';
import type { Texts } from '../../../../i18n/texts';
import type { Trouble } from '../../../../services/trouble';
import type { StaffTexts } from '../../i18n/texts';

type Words = Pick<Texts, 'common' | 'reasons'>;

export function emptyPanel(title: string, text: string, action = ''): Panel {
  return { kind: 'empty', title, text, action, call: '' };
}

/** Whether the panel of that trouble leads to the invitation code. */
export function isShutOut(reason: Trouble): boolean {
  return reason === 'not-allowed';
}

export function troublePanel(reason: Trouble, t: Words, staff: StaffTexts['staff']): Panel {
  if (isShutOut(reason)) {
    const { notAllowedTitle: title, notAllowedText: text, enterCode: action } = staff;
    return { kind: 'error', title, text, action, call: '' };
  }
  const said = t.reasons[reason];
  return {
    kind: reason === 'offline' || reason === 'timeout' ? 'offline' : 'error',
    title: said.title,
    text: said.text,
    action: t.common.retry,
    call: '',
  };
}

export function troubleNotice(
  reason: Trouble,
  t: Words,
  staff: StaffTexts['staff'],
  tone: Notice['tone'] = 'warn',
): Notice {
  if (isShutOut(reason)) {
    return { tone: 'bad', title: staff.notAllowedTitle, text: staff.notAllowedText, call: '' };
  }
  // an act without an answer: each can be submitted again without happening twice
  if (tone === 'bad' && (reason === 'timeout' || reason === 'internal')) {
    return { tone, title: staff.lostTitle, text: staff.lostAgain, call: '' };
  }
  const { title, text } = t.reasons[reason];
  return { tone, title, text, call: '' };
}

export function info(title: string, text = ''): Notice {
  return { tone: 'info', title, text, call: '' };
}

export function warning(title: string, text: string): Notice {
  return { tone: 'warn', title, text, call: '' };
}

/** An act whose answer never came, or cannot be read: it may have happened (money rule 2). */
export function isLost(reason: Trouble): boolean {
  return reason === 'timeout' || reason === 'offline' || reason === 'internal';
}
