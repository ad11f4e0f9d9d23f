/** Who plays a part in a payment at a counter, as far as this channel reaches them. */
import type { Rules } from '../../domain/rules';
import type { Clock } from '../../ports/clock';
import type { CounterInsurance } from '../../ports/counter-desk';
import type { CounterPayment } from '../../ports/counter-payment';
import type { Log } from '../../ports/log';
import type { OneCode } from '../../ports/one-code';

export interface CounterParties {
  /** Absent in functions that have no way to the counter service: they place nothing. */
  readonly oneCode?: OneCode;
  readonly payment: Omit<CounterPayment, 'refund'>;
  readonly insurance: CounterInsurance;
  readonly log: Log;
  readonly clock: Clock;
  readonly rules: Pick<Rules, 'absentGraceMs'>;
}
