/** What a payment at a counter is doing, in words and with an icon: the same in the list and on its page. */
import type { CounterOrderView } from '../../../../../cloudfunctions/contract/counter-types';
import type { StageHead } from '../../components/stage-head/stage-head';
import type { StaffTexts } from '../../i18n/texts';

type Words = StaffTexts['counterPay'];
export type StageWords = Pick<StageHead, 'tone' | 'icon' | 'busy' | 'title' | 'text'>;

function busy(title: string, text: string): StageWords {
  return { tone: 'wait', icon: 'time', busy: true, title, text };
}

/** Insurance is being settled, or the code is about to be charged. */
function preparing({ first, split, insurance }: CounterOrderView, w: Words): StageWords {
  const settling = first === 'insurance' && split.payWith === 'insurance' && insurance === 'none';
  return settling ? busy(w.settling, w.settlingText) : busy(w.preparing, w.preparingText);
}

function paid({ hospital, tender }: CounterOrderView, w: Words): StageWords {
  const words = { tone: 'ok', icon: 'check-circle-filled', busy: false, title: w.paid } as const;
  if (hospital === 'refused') {
    return {
      tone: 'warn',
      icon: 'error-circle-filled',
      busy: false,
      title: w.paidUnbooked,
      text: w.paidRefused,
    };
  }
  if (hospital === 'pending') return { ...words, text: w.paidPending };
  return { ...words, text: tender === undefined ? w.paidText : w.paidOtherwise };
}

export function stageWords(order: CounterOrderView, w: Words): StageWords {
  switch (order.stage) {
    case 'preparing':
      return preparing(order, w);
    case 'charging':
      return busy(w.charging, w.chargingText);
    case 'settling':
      return busy(w.cashTaken, w.cashTakenText);
    case 'paid':
      return paid(order, w);
    case 'tender-wait':
      return busy(w.tenderWait, w.tenderWaitText);
    case 'tender':
      return { tone: 'act', icon: 'wallet', busy: false, title: w.tender, text: w.tenderText };
    case 'ending':
      return busy(w.ending, w.endingText);
    case 'over':
      return { tone: 'plain', icon: 'close-circle', busy: false, title: w.over, text: w.overText };
    case 'review':
      return {
        ...{ tone: 'warn', icon: 'error-circle-filled', busy: false },
        ...{ title: w.review, text: w.reviewText },
      };
  }
}
