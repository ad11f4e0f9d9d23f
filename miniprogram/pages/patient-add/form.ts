/**
 * The form for a patient: what must be filled in, and what is wrong with it, field by field. A number
 * is tested by its check digit (GB 11643) before anything leaves the phone.
 */
import type { PatientView } from '../../../cloudfunctions/contract/types';
import type { Choice } from '../../components/choice-list/choice-list';
import type { Texts } from '../../i18n/texts';
import type { IdentityKind } from '../../shared/identity-number';
import { IDENTITY_KINDS, isIdentityNumber } from '../../shared/identity-number';

/** card: there is a hospital card · open: one is to be opened */
export type Mode = 'card' | 'open';

export type Field = 'name' | 'number' | 'card' | 'phone' | 'code';

export type Form = Readonly<Record<Field, string>> & { readonly kind: IdentityKind };

export type Errors = Readonly<Record<Field, string>>;

export const EMPTY_FORM: Form = { kind: 1, name: '', number: '', card: '', phone: '', code: '' };
export const NO_ERRORS: Errors = { name: '', number: '', card: '', phone: '', code: '' };

const FIELDS: Readonly<Record<Mode, readonly Field[]>> = {
  card: ['name', 'number', 'card'],
  open: ['name', 'number', 'phone'],
};

/** Numbers without the blanks that people put in to read them. */
export function compact(text: string): string {
  return text.replace(/\s+/g, '');
}

export type Relation = PatientView['relation'];

const RELATIONS = ['self', 'child', 'parent', 'spouse', 'other'] as const;

export function relationOf(key: string): Relation {
  return RELATIONS.find((one) => one === key) ?? 'other';
}

/** Whether insurance pays for others is the hospital's to say, once they were added (money rule 15). */
export function relationChoices(t: Texts): Choice[] {
  const { selfHint, otherHint } = t.patientAdd;
  return RELATIONS.map((key) => ({
    key,
    title: t.patients[key],
    hint: key === 'self' ? selfHint : otherHint,
  }));
}

/** WeChat vouches for nobody but the person themself, and not everywhere. */
export function proofChoices(
  relation: Relation,
  realNameCheck: boolean,
  t: Texts['patientAdd'],
): Choice[] {
  const name: Choice = { key: 'name', title: t.byName, hint: t.byNameHint };
  const phone: Choice = { key: 'phone', title: t.byPhone, hint: t.byPhoneHint };
  return relation === 'self' && realNameCheck ? [name, phone] : [phone];
}

/** A name as papers write it: no blanks in a Chinese one, single ones between other words. */
export function tidyName(text: string): string {
  const trimmed = text.trim();
  const chinese = /\p{Script=Han}/u.test(trimmed);
  return trimmed.replace(/\s+/g, chinese ? '' : ' ');
}

/** What is wrong with one field; empty when nothing is. */
export function errorOf(field: Field, form: Form, t: Texts['patientAdd']): string {
  const text = field === 'name' ? tidyName(form.name) : compact(form[field]);
  switch (field) {
    case 'name':
      return text === '' ? t.errorName : '';
    case 'number':
      if (text === '') return t.errorNumber;
      return isIdentityNumber(form.kind, text) ? '' : t.errorNumberWrong;
    case 'card':
      return /^[0-9A-Za-z]{1,32}$/.test(text) ? '' : t.errorCard;
    case 'phone':
      return /^1[3-9]\d{9}$/.test(text) ? '' : t.errorPhone;
    case 'code':
      return /^\d{6}$/.test(text) ? '' : t.errorCode;
  }
}

/** Every error of the form at once, so that nobody is sent back twice. */
export function checkForm(mode: Mode, form: Form, t: Texts['patientAdd']): Errors {
  const found = FIELDS[mode].map((field) => [field, errorOf(field, form, t)] as const);
  return { ...NO_ERRORS, ...Object.fromEntries(found) };
}

export function isClean(errors: Errors): boolean {
  return Object.values(errors).every((error) => error === '');
}

export function kindKey(kind: IdentityKind): `id${IdentityKind}` {
  return `id${kind}`;
}

/** The seven kinds of paper, the usual one first. */
export function kindChoices(kinds: Texts['kinds']): Choice[] {
  return IDENTITY_KINDS.map((kind) => ({ key: kindKey(kind), title: kinds[kindKey(kind)] }));
}

export function kindOfKey(key: string): IdentityKind {
  return IDENTITY_KINDS.find((kind) => kindKey(kind) === key) ?? 1;
}

/** Resident numbers have a keyboard of their own. */
export function keyboardOf(kind: IdentityKind): 'idcard' | 'text' {
  return kind === 1 || kind === 9 ? 'idcard' : 'text';
}
