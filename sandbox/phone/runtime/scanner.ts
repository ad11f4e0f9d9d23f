/**
 * What wx.scanCode shows instead of a camera: a sheet into which the text of a code is pasted, or where one of the
 * sandbox's prescriptions or people's 医保码 is picked. A test answers it by `__preview.answerScan(text)`, before or while it is open.
 */

import type { Client } from './client';
import { button, h, isRecord, textOf } from './dom';
import { insuranceCodes, type KnownCode } from './scan-text';

/** Where the sandbox tells its bills, those of prescriptions with their code; app.html says whether it does. */
const BILLS = '/sandbox/api/his/bills';
/** The hospital of the sandbox, as its functions' settings name it, and one that it is not. */
const HOSPITALS = { own: 'hosp1', other: 'hosp2' } as const;
const MOST_PICKED = 6;

export class Scanner {
  readonly #client: Client;
  readonly #waiting: (string | undefined)[] = [];
  #answer: ((text: string | undefined) => void) | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Answers the open scanner, or else the next one. */
  answer(text: string | undefined): void {
    if (this.#answer === undefined) this.#waiting.push(text);
    else this.#answer(text);
  }

  /** The text of a code; undefined when the user leaves without one. */
  async scan(): Promise<string | undefined> {
    if (this.#waiting.length > 0) return this.#waiting.shift();
    const field = h('input', {
      testid: 'wx-scan-field',
      attributes: { 'aria-label': '二维码中的内容', placeholder: '粘贴二维码中的内容' },
    });
    const picks = h('div', { class: 'wx-scan-picks' });
    const answered = new Promise<string | undefined>((resolve) => {
      this.#answer = resolve;
    });
    const done = (text: string | undefined): void => this.answer(text);
    const sheet = this.#client.chrome.dialogs.sheet(
      '扫一扫 Scan',
      'wx-scan',
      field,
      picks,
      button({
        class: 'wx-primary',
        text: '识别',
        testid: 'wx-scan-confirm',
        onClick: () => done(field.value.trim()),
      }),
      button({
        class: 'wx-sheet-cancel',
        text: '取消',
        testid: 'wx-scan-cancel',
        onClick: () => done(undefined),
      }),
    );
    field.focus();
    const { offers = '' } = document.body.dataset;
    if (offers.includes('prescriptions')) {
      void knownCodes().then((codes) => picks.append(...pickButtons('code', codes, done)));
    }
    if (offers.includes('onecode')) {
      void insuranceCodes().then((codes) => picks.append(...pickButtons('onecode', codes, done)));
    }
    const text = await answered;
    this.#answer = undefined;
    sheet.remove();
    return text;
  }
}

function pickButtons(
  kind: 'code' | 'onecode',
  codes: readonly KnownCode[],
  done: (text: string) => void,
): readonly HTMLElement[] {
  return codes.map(({ label, text }, index) =>
    button({ text: label, testid: `wx-scan-${kind}-${index}`, onClick: () => done(text) }),
  );
}

/** The newest unpaid prescriptions, and one of another hospital. */
async function knownCodes(): Promise<readonly KnownCode[]> {
  const response = await fetch(BILLS);
  if (!response.ok) return [];
  const body: unknown = await response.json();
  const listed: unknown = isRecord(body) ? body['bills'] : undefined;
  const bills: readonly unknown[] = Array.isArray(listed) ? listed : [];
  const codes = bills
    .filter(isRecord)
    .filter((bill) => textOf(bill['prescriptionCode']) !== '' && bill['status'] === 'unpaid')
    .slice(-MOST_PICKED)
    .map((bill) => ({
      label: [bill['title'], bill['patientId'], bill['scenario']].map((part) => textOf(part)),
      code: textOf(bill['prescriptionCode']),
    }));
  const own = codes.map(({ label, code }) => ({
    label: label.filter((part) => part !== '').join(' · '),
    text: linkTo(HOSPITALS.own, code),
  }));
  return [...own, { label: '另一家医院的处方', text: linkTo(HOSPITALS.other, 'RX1') }];
}

/** The ordinary link on a prescription; any host will do. */
function linkTo(hospital: string, code: string): string {
  return `https://hospital.example/rx?h=${hospital}&c=${code}`;
}
