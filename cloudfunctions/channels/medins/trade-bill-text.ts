/**
 * The text of a trade bill (APIv3, 交易账单): a header, rows, and two lines that sum them up, without which
 * it is cut. Nobody signs it: the digest in the signed answer that named it is what proves it, at its end;
 * what was read of a bill that turns out to be another file never counts (domain/recon-bill).
 */
import { createHash } from 'node:crypto';
import { BillBroken } from '../../domain/recon-bill';
import type { BillItem, BillType } from '../../ports/bill-source';
import { billLines } from '../bills/text';
import type { Accounts } from './config';
import { readTradeHeader } from './trade-bill-header';
import { readTradeRow, type WantedRows } from './trade-bill-row';

/** The first of the names above the sums. */
const SUMS = /^`?总交易单数/;

/** The bytes as they come; raises BillBroken `digest` behind the last when they are not the ones meant. */
export async function* digested(
  chunks: AsyncIterable<Uint8Array>,
  sha1: string,
): AsyncGenerator<Uint8Array, void, void> {
  const hash = createHash('sha1');
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest('hex') !== sha1) throw new BillBroken('digest');
}

export interface AskedBill extends WantedRows {
  readonly type: BillType;
}

/** Raises BillBroken. A line that does not fit is reported. */
export async function* tradeItems(
  config: Accounts,
  asked: AskedBill,
  chunks: AsyncGenerator<Uint8Array, void, void>,
): AsyncGenerator<BillItem, void, void> {
  try {
    const lines = billLines(chunks);
    const head = await lines.next();
    if (head.done === true) throw new BillBroken('header');
    const header = readTradeHeader(head.value.text, asked.type, asked.tradeType !== undefined);
    let part: 'rows' | 'sums' | 'end' = 'rows';
    for await (const line of lines) {
      if (part === 'rows' && SUMS.test(line.text)) part = 'sums';
      else if (part === 'rows') {
        const item = readTradeRow(config, header, asked, line);
        if (item !== undefined) yield item;
      } else if (part === 'sums' && line.text.startsWith('`')) part = 'end';
      else if (line.text !== '') {
        yield { kind: 'unreadable', line: line.number, fault: 'cells' };
      }
    }
    if (part !== 'end') throw new BillBroken('cut');
  } finally {
    await chunks.return();
  }
}
