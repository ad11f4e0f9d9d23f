/** Planting a fault: the calls that there are, the kinds that each knows, and what a kind needs. */

import { post } from './api';
import { choice, el, field, input, section, setChoices } from './dom';
import { lever } from './toast';
import { kindWord } from './words';

type Calls = ReadonlyMap<string, readonly string[]>;

export interface FaultForm {
  readonly element: HTMLElement;
  /** Calls by name with their kinds. */
  readonly offer: (calls: Calls) => void;
}

const PARTIES: Readonly<Record<string, string>> = {
  payinsurance: '平台',
  wechatpay: '微信支付',
  authorisation: '医保授权',
  bureau: '医保局',
  'insurance-card': '医保电子凭证',
  his: '医院',
  cloud: '云',
};

const number = (testid: string, value: number, min: number, max?: number): HTMLInputElement =>
  input({
    ...{ testid, type: 'number', value: String(value), min },
    ...(max === undefined ? {} : { max }),
  });

/** What a kind of fault needs beside itself. */
function needOf(kind: string): 'code' | 'ms' | 'times' | undefined {
  if (kind === 'error') return 'code';
  if (kind === 'slow' || kind === 'late') return 'ms';
  return kind === 'doubled' ? 'times' : undefined;
}

function controls() {
  return {
    call: choice('fault-call', []),
    kind: choice('fault-kind', []),
    count: number('fault-count', 1, 1),
    skip: number('fault-skip', 0, 0),
    code: input({ testid: 'fault-code', value: '514' }),
    ms: number('fault-ms', 3000, 0),
    times: number('fault-times', 3, 2, 20),
  };
}

function asked({ call, kind, count, skip, code, ms, times }: ReturnType<typeof controls>): object {
  const values = { code: code.value, ms: Number(ms.value), times: Number(times.value) };
  const need = needOf(kind.value);
  return {
    call: call.value,
    fault: { kind: kind.value, ...(need === undefined ? {} : { [need]: values[need] }) },
    count: Number(count.value),
    skip: Number(skip.value),
  };
}

export function faultForm(after: () => void): FaultForm {
  let calls: Calls = new Map();
  const its = controls();
  const { call, kind } = its;
  const extras = {
    code: field('错误码', its.code),
    ms: field('毫秒', its.ms),
    times: field('份数', its.times),
  };
  const fit = (): void => {
    setChoices(
      kind,
      (calls.get(call.value) ?? []).map((one) => [one, kindWord(one)] as const),
    );
    for (const [name, element] of Object.entries(extras)) {
      element.hidden = name !== needOf(kind.value);
    }
  };
  call.addEventListener('change', fit);
  kind.addEventListener('change', fit);
  const plant = lever({
    ...{ text: '植入', said: '故障已植入', act: () => post('/faults', asked(its)), after },
    ...{ tone: 'main', testid: 'fault-plant' },
  });
  const fields = [field('调用', call), field('故障', kind), ...Object.values(extras)];
  const counts = [field('先放过', its.skip), field('次数', its.count), plant];
  return {
    element: section(
      '植入故障',
      el('div', { class: 'toolbar' }, ...fields, ...counts),
      el('p', { class: 'hint' }, '例：要让第 3 次 queryorder 断线，先放过 2 次、次数 1。'),
    ),
    offer: (known) => {
      calls = known;
      const options = [...known.keys()].map((name) => {
        const [party = ''] = name.split('.');
        return [name, `${PARTIES[party] ?? party} · ${name.slice(party.length + 1)}`] as const;
      });
      setChoices(call, options);
      fit();
    },
  };
}
