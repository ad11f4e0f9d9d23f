/** What a person reads of evidence: sums, and our own code for a reason (money rule 14). */
import { because, sums } from '../../cloudfunctions/domain/evidence-words';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { evidence } from '../support/orders';
import { text } from '../support/transition-bench';

describe('evidence in words', () => {
  it('names what is stated, and dashes what is not', () => {
    expect(sums(evidence('half-paid', { amounts: { cash: fen(5), insurance: ZERO } }))).toBe(
      'state half-paid, total -, cash 5, insurance 0',
    );
    const why = { code: 'bureau-amount', reason: 'insurance-failed-cash-back' } as const;
    expect(sums(evidence('paid', { why }))).toBe(`${text('paid')}, bureau-amount`);
  });

  it('notes why, where that is known', () => {
    const why = { code: 'bureau-amount', reason: 'insurance-failed-cash-back' } as const;
    expect(because(evidence('failed', { why }))).toStrictEqual({ note: 'bureau-amount' });
    expect(because(evidence('failed'))).toStrictEqual({});
  });
});
