/**
 * Adding a patient: the papers, the hospital card, and the proof that it is one's own - the real-name
 * check, or a code to the phone number that the hospital knows. Only opening a card sends the number
 * itself, and says so; everywhere else its digest goes.
 */
import type { IdentityClaim } from '../../../cloudfunctions/contract/types';
import type { InsuranceCardView } from '../../../cloudfunctions/contract/visit-types';
import { fill } from '../../i18n/texts';
import { call } from '../../services/api';
import { openBinding, takeTicket } from '../../services/card-binding';
import { now } from '../../services/clock';
import { callHospital, knownHospital } from '../../services/hospital';
import { identityDigest, requestIdOf } from '../../services/identity';
import { go, setTitle, showTop } from '../../services/navigate';
import type { Arrival } from '../../services/return-inbox';
import { subscribe } from '../../services/return-inbox';
import type { Outcome, Trouble } from '../../services/trouble';
import { words } from '../../services/words';
import { normaliseIdentity } from '../../shared/identity-number';
import { troubleNotice } from '../views/messages';
import type { AddData } from './data';
import { data, fastOf } from './data';
import type { Field, Mode } from './form';
import {
  checkForm,
  compact,
  EMPTY_FORM,
  errorOf,
  isClean,
  keyboardOf,
  kindKey,
  kindOfKey,
  NO_ERRORS,
  proofChoices,
  relationOf,
  tidyName,
} from './form';

const t = words();
const w = t.patientAdd;

/** Here WeChat cannot vouch for the person, but a code to the phone can. */
const TRY_PHONE: readonly Trouble[] = [
  'name-card-not-bound',
  'identity-paper-unsupported',
  'real-name-unavailable',
];

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
  realNameCheck: true,
  openedAt: 0,
  alive: true,
  card: undefined as InsuranceCardView | undefined,
  unsubscribe: (): void => undefined,

  onLoad() {
    setTitle(w.title);
    this.openedAt = now();
    if (!knownHospital().realNameCheck) this.phoneOnly();
    void this.loadCard();
  },

  onShow() {
    this.unsubscribe = subscribe((arrival) => void this.onArrival(arrival));
  },

  onHide() {
    this.unsubscribe();
  },

  onUnload() {
    this.alive = false;
    this.unsubscribe();
  },

  /** WeChat does not vouch for anybody at this hospital. */
  phoneOnly() {
    this.realNameCheck = false;
    this.setData({ proofs: proofChoices(this.data.relation, false, w), proof: 'phone' });
  },

  /** The quick way is an offer: where it cannot be asked about, the form is there. */
  async loadCard() {
    const outcome = await call('clinic', 'insuranceCard', {});
    if (!this.alive || !outcome.ok) return;
    this.card = outcome.value.card;
    this.setData({ fast: fastOf(this.card) });
  },

  async onFast() {
    const { card } = this;
    if (this.data.busy || card === undefined || card.state === 'not-configured') return;
    const { appId, path } = card;
    if (appId === undefined || path === undefined) return;
    const wrong = errorOf('card', this.form, w);
    this.setData({ fastError: wrong === '' ? '' : w.fastCard, notice: null });
    if (wrong !== '') return;
    const jump = await openBinding(appId, path, compact(this.form.card));
    if (!this.alive || jump === 'opened') return;
    const { fastCancelled: title, fastCancelledText: text } = w;
    this.setData({ notice: { tone: 'warn', title, text, call: '' } });
    showTop();
  },

  /** Back from the insurance card with a ticket that was awaited; nothing else concerns this page. */
  async onArrival(arrival: Arrival) {
    if (arrival.ticket === undefined) return;
    this.setData({ busy: true, notice: null });
    const bound = await takeTicket(arrival);
    if (bound === undefined) this.setData({ busy: false });
    else this.added(bound);
  },

  onField({ detail, currentTarget }: FieldEvent<{ value: string }>) {
    this.form = { ...this.form, [currentTarget.dataset.field]: detail.value };
  },

  /** An error is said when the field is left, and taken away when it was mended. */
  onLeave({ currentTarget }: FieldEvent) {
    const { field } = currentTarget.dataset;
    if (field === 'name') this.tidy();
    const error = this.form[field] === '' ? '' : errorOf(field, this.form, w);
    const { errors } = this.data;
    if (error !== errors[field]) this.setData({ errors: { ...errors, [field]: error } });
  },

  /** Blanks that people put into a name are taken out, and that is said. */
  tidy() {
    const name = tidyName(this.form.name);
    const tidied = name !== this.form.name;
    const nameHint = tidied ? w.nameTrimmed : '';
    if (!tidied && nameHint === this.data.nameHint) return;
    this.form = { ...this.form, name };
    this.setData({ form: this.form, nameHint });
  },

  onPickKind() {
    this.setData({ picking: 'kind' });
  },

  onPickRelation() {
    this.setData({ picking: 'relation' });
  },

  onPickClose() {
    this.setData({ picking: '' });
  },

  onRelation({ detail }: WechatMiniprogram.CustomEvent<{ key: string }>) {
    const relation = relationOf(detail.key);
    this.setData({
      picking: '',
      relation,
      relationText: t.patients[relation],
      proofs: proofChoices(relation, this.realNameCheck, w),
      proof: relation === 'self' && this.realNameCheck ? this.data.proof : 'phone',
    });
  },

  onKind({ detail }: WechatMiniprogram.CustomEvent<{ key: string }>) {
    const kind = kindOfKey(detail.key);
    const key = kindKey(kind);
    this.form = { ...this.form, kind };
    const number = this.form.number === '' ? '' : errorOf('number', this.form, w);
    this.setData({
      picking: '',
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
    const { relation } = this.data;
    return { name: tidyName(name), cardNo: compact(card), idType: kind, idDigest, relation };
  },

  /** The same request keeps its id, so that asking twice opens one card. */
  openCard() {
    const { kind } = this.form;
    const { relation } = this.data;
    const name = tidyName(this.form.name);
    const phone = compact(this.form.phone);
    const idNo = normaliseIdentity(kind, this.form.number);
    const requestId = requestIdOf([String(this.openedAt), name, String(kind), idNo, phone]);
    const request = { name, idType: kind, idNo, phone, requestId, relation };
    return call('pay', 'openCard', request);
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
    if (reason === 'real-name-unavailable') this.phoneOnly();
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
