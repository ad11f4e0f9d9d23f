/** How a payment at the counter stands, read aloud when it changes, with the sum that counts now. */
import type { DueSum } from '../due-sum/due-sum';

export interface StageHead {
  readonly stage: string;
  /** wait | ok | act | warn | bad | plain */
  readonly tone: 'wait' | 'ok' | 'act' | 'warn' | 'bad' | 'plain';
  readonly icon: string;
  readonly busy: boolean;
  readonly title: string;
  readonly text: string;
  readonly due: DueSum | null;
}

Component({
  properties: {
    /** StageHead */
    head: { type: Object, value: {} },
  },
});
