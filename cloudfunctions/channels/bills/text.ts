/**
 * The bytes of a bill as lines of text (interface document v2.4 §3.1, §3.8; 2.0: the trade bill): UTF-8
 * and nothing else, BOM skipped, `\n` or `\r\n`. Holds one chunk and one line at a time, whatever the
 * bill's length.
 */
import { BillBroken } from '../../domain/recon-bill';

export interface BillLine {
  readonly text: string;
  /** The header being 1. */
  readonly number: number;
  /** The file's last line, and no line end closes it. */
  readonly open: boolean;
}

/** A row of 55 columns has less than 2,000 characters; whatever is longer is no row. */
const LONGEST_LINE = 64 * 1024;

type Chunks = AsyncIterator<Uint8Array>;

/** The next chunk; a connection that breaks off is a broken bill. */
export async function nextChunk(chunks: Chunks): Promise<Uint8Array | undefined> {
  try {
    const next = await chunks.next();
    return next.done === true ? undefined : next.value;
  } catch (error) {
    if (error instanceof BillBroken) throw error;
    throw new BillBroken('connection', { cause: error });
  }
}

/** A sequence of bytes that the end of the file breaks off is a cut; any other wrong one is not UTF-8. */
function decoded(decoder: TextDecoder, chunk: Uint8Array | undefined): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch (cause) {
    throw new BillBroken(chunk === undefined ? 'cut' : 'encoding', { cause });
  }
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

/** Raises BillBroken: connection, encoding, cut, too-large. */
export async function* billLines(chunks: Chunks): AsyncGenerator<BillLine, void, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let number = 0;
  for (;;) {
    const chunk = await nextChunk(chunks);
    const text = rest + decoded(decoder, chunk);
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      number += 1;
      yield { text: withoutReturn(text.slice(from, end)), number, open: false };
      from = end + 1;
    }
    rest = text.slice(from);
    if (rest.length > LONGEST_LINE) throw new BillBroken('too-large');
    if (chunk === undefined) break;
  }
  if (rest !== '') yield { text: withoutReturn(rest), number: number + 1, open: true };
}
