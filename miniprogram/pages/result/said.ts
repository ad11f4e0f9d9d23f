/** What the head of the page says, and which of its buttons are there. */
import type { OrderView } from '../../../cloudfunctions/contract/types';

export interface Head {
  readonly state: OrderView['payment'] | 'unknown' | 'asking-refund' | 'refunding' | 'refunded';
  readonly tone: 'wait' | 'ok' | 'warn' | 'bad' | 'plain';
  readonly icon: string;
  readonly title: string;
  readonly text: string;
  readonly busy: boolean;
}

export interface Actions {
  readonly goOn: boolean;
  readonly cancel: boolean;
  readonly refresh: boolean;
  readonly again: boolean;
  readonly bills: boolean;
  readonly call: boolean;
}

export interface Said {
  readonly head: Head;
  readonly actions: Actions;
}

export const NOTHING: Actions = {
  goOn: false,
  cancel: false,
  refresh: false,
  again: false,
  bills: false,
  call: false,
};
