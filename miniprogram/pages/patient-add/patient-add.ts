/**
 * Adding a patient: the papers, the hospital card, and the proof that it is one's own - the real-name
 * check, or a code to the phone number that the hospital knows. Only opening a card sends the number
 * itself, and says so; everywhere else its digest goes.
 */
import type { IdentityClaim } from '../../../cloudfunctions/contract/types';
import type { Choice } from '../../components/choice-list/choice-list';
import type { Notice } from '../../components/notice/notice';
import { fill } from '../../i18n/texts';
import { call } from '../../services/api';
import { now } from '../../services/clock';
import { scaleStyle } from '../../services/device';
import { callHospital, knownHospital } from '../../services/hospital';
import { identityDigest, requestIdOf } from '../../services/identity';
import { go, setTitle, showTop } from '../../services/navigate';
import type { Outcome, Trouble } from '../../services/trouble';
import { words } from '../../services/words';
import { normaliseIdentity } from '../../shared/identity-number';
import { troubleNotice } from '../views/messages';
import type { Errors, Field, Form, Mode } from './form';
import {
  checkForm,
  compact,
  EMPTY_FORM,
  errorOf,
  isClean,
  keyboardOf,
  kindChoices,
  kindKey,
  kindOfKey,
  NO_ERRORS,
} from './form';

const t = words();
const w = t.patientAdd;

type Proof = 'name' | 'phone';

type AddData = {
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
  picking: boolean;
  busy: boolean;
  notice: Notice | null;
};

const data: AddData = {
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
  proofs: [
    { key: 'name', title: w.byName, hint: w.byNameHint },
    { key: 'phone', title: w.byPhone, hint: w.byPhoneHint },
  ],
  proof: 'name',
  picking: false,
  busy: false,
  notice: null,
};

/** Here WeChat cannot vouch for the person, but a code to the phone can. */
const TRY_PHONE: readonly Trouble[] = ['name-card-not-bound', 'identity-paper-unsupported'];

type FieldEvent<Detail extends object = object> = WechatMiniprogram.CustomEvent<
  Detail,
  object,
  { field: Field }
>;

Page({
  data,

  /** As typed; the inputs keep their own text, so typing needs no setData. */
  form: EMPTY_FORM,
  proofId: '',
  openedAt: 0,
  alive: true,

  onLoad() {
    setTitle(w.title);
    this.openedAt = now();
  },

  onUnload() {
    this.alive = false;
  },

  onField({ detail, currentTarget }: FieldEvent<{ value: string }>) {
    this.form = { ...this.form, [currentTarget.dataset.field]: detail.value };
  },

  /** An error is said when the field is left, and taken away when it was mended. */
  onLeave({ currentTarget }: FieldEvent) {
    const { field } = currentTarget.dataset;
    const error = this.form[field] === '' ? '' : errorOf(field, this.form, w);
    const { errors } = this.data;
    if (error !== errors[field]) this.setData({ errors: { ...errors, [field]: error } });
  },

  onPickKind() {
    this.setData({ picking: true });
  },

  onPickClose() {
    this.setData({ picking: false });
  },

  onKind({ detail }: WechatMiniprogram.CustomEvent<{ key: string }>) {
    const kind = kindOfKey(detail.key);
    const key = kindKey(kind);
    this.form = { ...this.form, kind };
    const number = this.form.number === '' ? '' : errorOf('number', this.form, w);
    this.setData({
      picking: false,
      form: this.form,
      kindKey: key,
      kindText: t.kinds[key],
      keyboard: keyboardOf(kind),
      errors: { ...this.data.errors, number },
    });
  },

  onProof({ detail }: WechatMiniprogram.CustomEvent<{ key: string }>) {
    this.setData({ proof: detail.key === 'phone' ? 'phone' : 'name', notice: null });
  },

  onSwitchMode() {
    const mode: Mode = this.data.mode === 'card' ? 'open' : 'card';
    this.setData({ mode, form: this.form, errors: NO_ERRORS, notice: null });
    setTitle(mode === 'open' ? w.openTitle : w.title);
  },

  async onSubmit() {
    if (this.data.busy) return;
    const { mode, proof } = this.data;
    const errors = checkForm(mode, this.form, w);
    if (!isClean(errors)) {
      const count = Object.values(errors).filter((error) => error !== '').length;
      const title = fill(w.toMendTitle, { count });
      this.setData({ errors, notice: { tone: 'warn', title, text: w.toMendText, call: '' } });
      showTop();
      return;
    }
    this.setData({ busy: true, errors, notice: null });
    if (mode === 'open') this.added(await this.openCard());
    else if (proof === 'name') this.added(await call('pay', 'addPatient', this.claim()));
    else await this.sendCode();
  },

  claim(): IdentityClaim {
    const { name, card, kind, number } = this.form;
    const idDigest = identityDigest(kind, number);
    return { name: name.trim(), cardNo: compact(card), idType: kind, idDigest };
  },

  /** The same request keeps its id, so that asking twice opens one card. */
  openCard() {
    const { kind } = this.form;
    const name = this.form.name.trim();
    const phone = compact(this.form.phone);
    const idNo = normaliseIdentity(kind, this.form.number);
    const requestId = requestIdOf([String(this.openedAt), name, String(kind), idNo, phone]);
    return call('pay', 'openCard', { name, idType: kind, idNo, phone, requestId });
  },

  added(outcome: Outcome<object>) {
    if (!this.alive) return;
    if (outcome.ok) {
      go.back();
      return;
    }
    this.fail(outcome.reason);
  },

  fail(reason: Trouble) {
    const notice = troubleNotice(reason, t, knownHospital().phone);
    const more: Partial<AddData> = TRY_PHONE.includes(reason) ? { proof: 'phone' } : {};
    this.setData({ busy: false, notice, ...more });
    showTop();
  },

  async sendCode() {
    const outcome = await call('clinic', 'startPhoneProof', this.claim());
    if (!this.alive) return;
    if (!outcome.ok) {
      this.fail(outcome.reason);
      return;
    }
    const { proofId, phoneMasked } = outcome.value;
    this.proofId = proofId;
    this.form = { ...this.form, code: '' };
    const codeSent = fill(w.codeSent, { phone: phoneMasked });
    this.setData({ busy: false, coding: true, codeSent, form: this.form, errors: NO_ERRORS });
    showTop();
  },

  async onSubmitCode() {
    if (this.data.busy) return;
    const code = errorOf('code', this.form, w);
    this.setData({ busy: code === '', notice: null, errors: { ...NO_ERRORS, code } });
    if (code !== '') return;
    const { proofId } = this;
    const answer = { proofId, code: compact(this.form.code) };
    this.added(await call('clinic', 'finishPhoneProof', answer));
  },

  onCodeAgain() {
    this.setData({ coding: false, form: this.form, errors: NO_ERRORS, notice: null });
  },

  onCall() {
    callHospital();
  },
});
