/**
 * Downloading the bill of a day (interface document v2.4 §3.8): asked for signed, answered by a table of
 * text, or by unsigned XML that says why not (trap 28); the first byte tells which. The table is read as
 * it comes, in memory that does not grow with it.
 */
import { BillBroken } from '../../domain/recon-bill';
import type { BillItem, BillOpening, BillSource, BillType } from '../../ports/bill-source';
import type { Deadline } from '../../ports/deadline';
import type { HttpOpening, HttpStreams } from '../../ports/http';
import { accessTokens } from './access-token';
import { failureText, openingOfFailure } from './bill-failure';
import { readHeader } from './bill-header';
import { readRow } from './bill-row';
import { billLines, nextChunk } from '../bills/text';
import { watchCall } from './call-log';
import type { PayInsuranceConfig } from './config';
import type { PayInsuranceDeps } from './deps';
import { isTokenRefusal } from './errors';
import { merchantFields } from './merchant';
import { withSignature } from './sign';
import { tokenSource } from './token-source';
import { writeXml } from './xml';

export interface BillDeps extends PayInsuranceDeps {
  readonly streams: HttpStreams;
}

const CALL = 'getbalancebill';
const TYPES: Readonly<Record<BillType, string>> = {
  all: 'ALL',
  success: 'SUCCESS',
  refund: 'REFUND',
};
const DAY = /^\d{8}$/;
const BOM = [0xef, 0xbb, 0xbf];
const [LESS_THAN, BRACE] = [0x3c, 0x7b];
const BLANKS: readonly number[] = [0x20, 0x09, 0x0a, 0x0d];

interface Asked {
  readonly day: string;
  readonly type: BillType;
}

function isBlank(chunk: Uint8Array, from: number): boolean {
  return BLANKS.includes(chunk[from] ?? 0);
}

/** The first byte that says something, behind a BOM and blanks; undefined when there is none yet. */
function firstByte(bytes: Uint8Array): number | undefined {
  let at = BOM.every((byte, place) => bytes[place] === byte) ? BOM.length : 0;
  while (at < bytes.length && isBlank(bytes, at)) at += 1;
  return bytes[at];
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(left.length + right.length);
  bytes.set(left);
  bytes.set(right, left.length);
  return bytes;
}

/** What came before the kind of answer was known, then the rest. */
async function* resumed(
  begun: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  try {
    yield begun;
    for (let chunk = await rest.next(); chunk.done !== true; chunk = await rest.next()) {
      yield chunk.value;
    }
  } finally {
    await rest.return?.();
  }
}

/** Raises BillBroken. A line that does not fit is reported; the last one may be a row that was cut. */
async function* itemsOf(
  config: PayInsuranceConfig,
  day: string,
  chunks: AsyncGenerator<Uint8Array, void, void>,
): AsyncGenerator<BillItem, void, void> {
  try {
    const lines = billLines(chunks);
    const head = await lines.next();
    if (head.done === true) throw new BillBroken('header');
    const header = readHeader(head.value.text);
    let blanks = 0;
    for await (const line of lines) {
      if (line.text === '') {
        blanks += 1;
        continue;
      }
      // blank lines may end the file; between rows they are no rows
      for (; blanks > 0; blanks -= 1) {
        yield { kind: 'unreadable', line: line.number - blanks, fault: 'cells' };
      }
      const item = readRow(config, header, day, line);
      // a row that ends with the file is whole only if something follows what we read of it
      const whole = item !== undefined && header.last < header.width - 1;
      if (line.open && !whole) throw new BillBroken('cut');
      yield item ?? { kind: 'unreadable', line: line.number, fault: 'cells' };
    }
  } finally {
    await chunks.return();
  }
}

/** What the answer is, by its first byte. Raises BillBroken when it breaks off before that. */
async function opened(
  config: PayInsuranceConfig,
  day: string,
  answer: HttpOpening,
): Promise<BillOpening> {
  if (!answer.ok) return { kind: 'unknown', code: answer.failure, reason: 'payment-unreachable' };
  const chunks = answer.body[Symbol.asyncIterator]();
  let begun: Uint8Array = new Uint8Array();
  for (let chunk = await nextChunk(chunks); chunk !== undefined; chunk = await nextChunk(chunks)) {
    begun = joined(begun, chunk);
    if (answer.status !== 200 || firstByte(begun) !== undefined) break;
  }
  const body = resumed(begun, chunks);
  const first = firstByte(begun);
  const isTable = first !== undefined && first !== LESS_THAN && first !== BRACE;
  if (answer.status === 200 && isTable) {
    return { kind: 'open', items: itemsOf(config, day, body) };
  }
  return openingOfFailure(answer.status, await failureText(body));
}

/** A bill that breaks off before it is known to be one was never opened. */
async function openedOrNot(
  config: PayInsuranceConfig,
  day: string,
  answer: HttpOpening,
): Promise<BillOpening> {
  try {
    return await opened(config, day, answer);
  } catch (error) {
    if (!(error instanceof BillBroken)) throw error;
    return { kind: 'unknown', code: `bill-${error.fault}`, reason: 'payment-unreachable' };
  }
}

export function createBillSource(config: PayInsuranceConfig, deps: BillDeps): BillSource {
  const tokens = accessTokens(tokenSource(config), deps);

  async function ask(asked: Asked, token: string, deadline: Deadline): Promise<BillOpening> {
    const end = watchCall(deps, CALL);
    const fields = new Map([
      ...merchantFields(config),
      ['bill_date', asked.day] as const,
      ['bill_type', TYPES[asked.type]] as const,
      ['nonce_str', deps.ids.hex(16)] as const,
    ]);
    const answer = await deps.streams.open(
      {
        method: 'POST',
        url: `${config.apiBaseUrl}/payinsurance/${CALL}?access_token=${encodeURIComponent(token)}`,
        headers: { 'content-type': 'text/xml; charset=utf-8' },
        body: writeXml(withSignature(fields, config.key)),
        timeoutMs: deps.rules.httpTimeoutMs,
      },
      deadline,
    );
    const opening = await openedOrNot(config, asked.day, answer);
    if (opening.kind === 'unknown') {
      end({ outcome: 'failure', code: opening.code, reason: opening.reason });
    } else if (opening.kind === 'not-yet') end({ outcome: 'failure', code: 'not-yet' });
    else end({ outcome: 'success' });
    return opening;
  }

  return {
    covers: 'all',
    async open(day, type, deadline) {
      if (!DAY.test(day)) throw new RangeError('the day of a bill is yyyyMMdd');
      let refused: string | undefined;
      for (;;) {
        const got = await tokens.get(deadline, refused);
        if (!got.ok) return { kind: 'unknown', code: got.code, reason: got.reason };
        const opening = await ask({ day, type }, got.token, deadline);
        const tokenRefused = opening.kind === 'unknown' && isTokenRefusal(opening.code);
        if (!tokenRefused || refused !== undefined) return opening;
        refused = got.token;
      }
    },
  };
}
