/** The insurance bureau's levers: what it refuses next, how long permissions live, and who may what. */

import { post } from './api';
import { choice, el, field, input, section, setChoices } from './dom';
import { lever } from './toast';

const FEES = [
  ['AMOUNT_MISMATCH', '金额不符'],
  ['AUTHORISATION_EXPIRED', '授权过期'],
  ['INSURANCE_SETTLED', '已经结算'],
  ['IN_HOSPITAL', '正在住院'],
  ['CARD_NOT_BOUND', '未激活凭证'],
  ['RELATIVE_UNKNOWN', '没有这位亲属'],
  ['BUSY', '系统繁忙'],
] as const;
const REASONS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  upload: FEES,
  price: FEES,
  accept: [
    ['authorisation-rejected', '授权号被拒'],
    ['authorisation-not-found', '没有这个授权'],
    ['digest-mismatch', '证件号不符'],
    ['name-mismatch', '姓名不符'],
    ['card-not-bound', '未激活凭证'],
    ['no-such-relative', '没有这位亲属'],
    ['settlement-check-failed', '结算校验失败'],
  ],
  settle: [['', '医保结算失败']],
  refund: [
    ['HOSPITAL_REFUSED', '医院不同意'],
    ['NOT_SETTLED', '没有结算'],
    ['REFUND_DIFFERS', '退款不一致'],
    ['BUSY', '系统繁忙'],
  ],
};
const ACTS = [
  ['upload', '6201 费用上传'],
  ['price', '6202 预结算'],
  ['accept', '微信下单核验'],
  ['settle', '扣款结算'],
  ['refund', '6203 退费'],
] as const;
const MINUTE_MS = 60_000;

type Pull = (text: string, testid: string, act: () => Promise<unknown>) => HTMLElement;

function failing(pull: Pull): HTMLElement {
  const at = choice('bureau-at', ACTS);
  const why = choice('bureau-why', []);
  const count = input({ testid: 'bureau-count', type: 'number', value: '1', min: 1, max: 1000 });
  const fit = (): void => setChoices(why, REASONS[at.value] ?? []);
  at.addEventListener('change', fit);
  fit();
  const asked = () => ({
    at: at.value,
    ...(why.value === '' ? {} : { why: why.value }),
    count: Number(count.value),
  });
  return section(
    '医保局：之后的失败',
    el(
      'div',
      { class: 'toolbar' },
      field('哪一步', at),
      field('原因', why),
      field('次数', count),
      pull('让它失败', 'bureau-fail', () => post('/bureau/fail-next', asked())),
    ),
  );
}

function permissions(pull: Pull): HTMLElement {
  const minutes = input({ testid: 'bureau-life', type: 'number', value: '5', min: 1, max: 1440 });
  const fen = input({ testid: 'bureau-fen', type: 'number', value: '100' });
  return section(
    '医保局：授权与核价',
    el(
      'div',
      { class: 'toolbar' },
      field('分钟', minutes),
      pull('之后的授权有效这么久', 'bureau-set-life', () =>
        post('/bureau/authorisation-life', { ms: Number(minutes.value) * MINUTE_MS }),
      ),
      pull('所有授权立即过期', 'bureau-expire', () => post('/bureau/expire-authorisations')),
      field('自费多出（分）', fen),
      pull('下一次核价不同', 'bureau-shift', () =>
        post('/bureau/price-differs', { byFen: Number(fen.value) }),
      ),
    ),
  );
}

function persons(pull: Pull): HTMLElement {
  const openid = input({ testid: 'bureau-openid', placeholder: 'oZhangWei' });
  const patient = input({ testid: 'bureau-patient', placeholder: 'P00001' });
  const card = (bound: boolean) => () =>
    post('/bureau/cards', { openid: openid.value.trim(), bound });
  const relative = (bound: boolean) => () =>
    post('/bureau/relatives', {
      ...{ openid: openid.value.trim(), patientId: patient.value.trim(), bound },
    });
  const stay = (inHospital: boolean) => () =>
    post('/bureau/in-hospital', { patientId: patient.value.trim(), inHospital });
  return section(
    '医保局：人',
    el(
      'div',
      { class: 'toolbar' },
      field('手机（openid）', openid),
      pull('激活凭证', 'bureau-card-bind', card(true)),
      pull('取消激活', 'bureau-card-unbind', card(false)),
    ),
    el(
      'div',
      { class: 'toolbar' },
      field('患者编号', patient),
      pull('可由这部手机代付', 'bureau-relative-bind', relative(true)),
      pull('不可代付', 'bureau-relative-unbind', relative(false)),
      pull('在别院住院', 'bureau-stay', stay(true)),
      pull('已出院', 'bureau-stay-end', stay(false)),
    ),
  );
}

export function bureauForms(after: () => void): readonly HTMLElement[] {
  const pull: Pull = (text, testid, act) =>
    lever({ text, said: `医保局：${text}`, act, after, testid, key: testid });
  return [failing(pull), permissions(pull), persons(pull)];
}
