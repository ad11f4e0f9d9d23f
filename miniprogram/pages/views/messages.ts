/**
 * A trouble in a patient's words: as a panel in place of the content, or as a notice beside it. The
 * call button appears where a human is needed and a number is known.
 */
import type { Notice } from '../../components/notice/notice';
import type { Panel } from '../../components/state-panel/state-panel';
import type { Texts } from '../../i18n/texts';
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
