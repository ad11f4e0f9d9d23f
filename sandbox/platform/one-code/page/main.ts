/**
 * Somebody's 医保码: shown until its time is over, then the next one; beside it whether 一码付 is signed; and,
 * while a charge waits for the password, that charge. All that moves is asked anew each second.
 */

import { el } from '../../cashier/page/dom';
import { codeOf, now, people, Refusal, setPays, setStatus, type, typing } from './api';
import type { Person, ShownCode } from './api';
import { choosing, drawer, nameOf, PhoneScreen, type Asked } from './screens';

const EVERY_MS = 1000;
const query = new URLSearchParams(window.location.search);
const asked: Asked = { openid: query.get('openid') ?? '', patientId: query.get('patientId') ?? '' };
const stage = document.querySelector('#app');

const scale = Number(query.get('fontScale') ?? '1');
if (scale > 0) document.documentElement.style.fontSize = `${scale * 100}%`;

void start();

async function start(): Promise<void> {
  const known = await unlessRefused(people());
  if (known === undefined) return;
  const person = known.find(({ openid }) => openid === asked.openid);
  if (person === undefined) put(choosing(known));
  else new Phone(person, known).begin();
}

/** What came; undefined after the refusal was put on the page instead. */
async function unlessRefused<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const words = el('p', { testid: 'one-code-error' }, error.message);
    put(el('section', { class: 'result', role: 'alert' }, el('h1', {}, '打不开医保码'), words));
    return undefined;
  }
}

function put(...elements: readonly HTMLElement[]): void {
  stage?.setAttribute('aria-busy', 'false');
  stage?.replaceChildren(...elements);
}

class Phone {
  readonly #whose: string;
  readonly #known: readonly Person[];
  readonly #screen: PhoneScreen;
  #person: Person;
  #code: ShownCode = { code: '', expiresAt: 0 };
  #looking = false;

  constructor(person: Person, known: readonly Person[]) {
    this.#person = person;
    this.#known = known;
    this.#whose = person.shows.includes(asked.patientId) ? asked.patientId : person.patientId;
    this.#screen = new PhoneScreen({
      type: (outTradeNo, how) => void this.#act(() => this.#typed(outTradeNo, how)),
      copy: () => void navigator.clipboard.writeText(this.#code.code),
    });
  }

  begin(): void {
    const levers = drawer(this.#person, this.#known, this.#whose, {
      pays: (pays) => void this.#act(() => setPays(this.#person.openid, pays)),
      status: (status) => void this.#act(() => setStatus(this.#person.openid, status)),
    });
    put(this.#screen.element, levers);
    void this.#look();
    window.setInterval(() => void this.#look(), EVERY_MS);
  }

  async #typed(outTradeNo: string, how: 'confirm' | 'cancel'): Promise<void> {
    this.#screen.ended(await type(outTradeNo, how));
  }

  async #act(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.#screen.complain('');
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#screen.complain(error.message);
    }
    await this.#look();
  }

  /** Brings all that is shown up to date; a second look waits for the first. */
  async #look(): Promise<void> {
    if (this.#looking || document.hidden) return;
    this.#looking = true;
    try {
      await this.#refresh();
      this.#screen.offline('');
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#screen.offline(error.message);
    } finally {
      this.#looking = false;
    }
  }

  async #refresh(): Promise<void> {
    const { openid } = this.#person;
    const [time, waiting, everybody] = await Promise.all([now(), typing(openid), people()]);
    this.#person = everybody.find((one) => one.openid === openid) ?? this.#person;
    if (time >= this.#code.expiresAt) this.#code = await codeOf(openid, this.#whose);
    this.#screen.show({
      ...{ person: this.#person, code: this.#code, time, waiting: waiting[0] },
      name: nameOf(this.#known, this.#whose),
      byRelative: this.#whose !== this.#person.patientId,
    });
  }
}
