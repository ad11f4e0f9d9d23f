/** What the form for a patient shows before anything was typed. */
import type { InsuranceCardView } from '../../../cloudfunctions/contract/visit-types';
import type { Choice } from '../../components/choice-list/choice-list';
import type { Notice } from '../../components/notice/notice';
import { scaleStyle } from '../../services/device';
import { words } from '../../services/words';
import type { Errors, Form, Mode, Relation } from './form';
import {
  EMPTY_FORM,
  keyboardOf,
  kindChoices,
  kindKey,
  NO_ERRORS,
  proofChoices,
  relationChoices,
} from './form';

const t = words();
const w = t.patientAdd;

/** Adding oneself with the insurance card; without words it is not shown. */
export interface Fast {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly open: boolean;
}

const NO_CARD: Fast = { title: '', text: '', action: '', open: false };

export function fastOf(card: InsuranceCardView): Fast {
  switch (card.state) {
    case 'not-configured':
      return { title: w.fastTitle, text: w.fastText, action: w.fastOff, open: false };
    case 'bound':
      if (card.appId !== undefined) {
        return { title: w.fastTitle, text: w.fastText, action: w.fastGo, open: true };
      }
      return { title: w.fastBound, text: w.fastBoundText, action: '', open: false };
    case 'unbound':
      return { title: w.fastTitle, text: w.fastText, action: w.fastGo, open: true };
  }
}

export type Proof = 'name' | 'phone';

export type AddData = {
  scale: string;
  t: typeof w;
  common: typeof t.common;
  mode: Mode;
  /** The code was sent: the last step. */
  coding: boolean;
  codeSent: string;
  form: Form;
  errors: Errors;
  kinds: readonly Choice[];
  kindKey: string;
  kindText: string;
  keyboard: string;
  proofs: readonly Choice[];
  proof: Proof;
  relations: readonly Choice[];
  relation: Relation;
  relationText: string;
  nameHint: string;
  fast: Fast;
  fastError: string;
  picking: '' | 'kind' | 'relation';
  busy: boolean;
  notice: Notice | null;
};

export const data: AddData = {
  scale: scaleStyle(),
  t: w,
  common: t.common,
  mode: 'card',
  coding: false,
  codeSent: '',
  form: EMPTY_FORM,
  errors: NO_ERRORS,
  kinds: kindChoices(t.kinds),
  kindKey: kindKey(1),
  kindText: t.kinds.id1,
  keyboard: keyboardOf(1),
  proofs: proofChoices('self', true, w),
  proof: 'name',
  relations: relationChoices(t),
  relation: 'self',
  relationText: t.patients.self,
  nameHint: '',
  fast: NO_CARD,
  fastError: '',
  picking: '',
  busy: false,
  notice: null,
};
