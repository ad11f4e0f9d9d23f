/** Counts and sums of whole fen. */
import { fen } from '../../../miniprogram/shared/fen';
import type { Sums } from '../../ports/staff-orders';

export function plusSums(left: Sums, right: Sums): Sums {
  return {
    count: left.count + right.count,
    cash: fen(left.cash + right.cash),
    insurance: fen(left.insurance + right.insurance),
  };
}
