/** Function `counter`: 一码付 at the hospital's counters; roles are read on the server at every act. */
import { counterValidators as inputs } from '../contract/counter-validators';
import { openId } from '../domain/ids';
import { rpcDoor, type Actions } from '../doors/rpc';
import {
  askOtherTender,
  confirmAtCounter,
  giveUpAtCounter,
  openAtCounter,
  recordTender,
} from '../usecases/counter/acts';
import { chargeAtCounter } from '../usecases/counter/charge';
import type { CounterDeps } from '../usecases/counter/deps';
import { quoteAtCounter } from '../usecases/counter/quote';
import { readCode, readCounters } from '../usecases/counter/read-code';
import { audited } from '../usecases/staff/audited';
import { openCounterParts } from './payment';

type Table = Actions<'counter'>;

const who = ({ caller }: { readonly caller: { readonly openId: string } }) => openId(caller.openId);

type Asking = 'counters' | 'quote' | 'confirm' | 'open';

/** Looks only: nothing is written down about them. */
function asking(deps: CounterDeps): Pick<Table, Asking> {
  return {
    counters: {
      input: inputs.counters,
      run: (call) => readCounters(deps, who(call), call.deadline),
    },
    quote: {
      input: inputs.quote,
      run: (call) => quoteAtCounter(deps, who(call), call.input, call.deadline),
    },
    confirm: {
      input: inputs.confirm,
      run: (call) => confirmAtCounter(deps, who(call), call.input.orderNo, call.deadline),
    },
    open: {
      input: inputs.open,
      run: (call) => openAtCounter(deps, who(call), call.input.counterNo),
    },
  };
}

/** Each one written down before it takes effect. */
function acting(deps: CounterDeps): Omit<Table, Asking> {
  return {
    scan: {
      input: inputs.scan,
      run: (call) => {
        const facts = { act: 'counter-read', detail: call.input.counterNo };
        return audited(deps, who(call), facts, () =>
          readCode(deps, who(call), call.input, call.deadline),
        );
      },
    },
    charge: {
      input: inputs.charge,
      run: (call) => {
        const facts = { act: 'counter-charge', detail: call.input.counterNo };
        return audited(deps, who(call), facts, async (_me, tell) => {
          const order = await chargeAtCounter(deps, who(call), call.input, call.deadline);
          const { cash, insurance } = order.split;
          tell({ orderNo: order.orderNo, cash, insurance });
          return { order };
        });
      },
    },
    giveUp: {
      input: inputs.giveUp,
      run: (call) => {
        const { orderNo } = call.input;
        return audited(deps, who(call), { act: 'counter-give-up', orderNo }, () =>
          giveUpAtCounter(deps, orderNo, call.deadline),
        );
      },
    },
    otherTender: {
      input: inputs.otherTender,
      run: (call) => {
        const { orderNo } = call.input;
        return audited(deps, who(call), { act: 'counter-other-tender', orderNo }, () =>
          askOtherTender(deps, who(call), orderNo, call.deadline),
        );
      },
    },
    recordTender: {
      input: inputs.recordTender,
      run: (call) => {
        const { orderNo, kind } = call.input;
        const facts = { act: 'counter-record-tender', orderNo, detail: kind };
        return audited(deps, who(call), facts, () =>
          recordTender(deps, who(call), call.input, call.deadline),
        );
      },
    },
  };
}

/** Throws SettingsError. */
export function openCounter() {
  const { deps, door } = openCounterParts('counter');
  return rpcDoor<'counter'>(door, { ...asking(deps), ...acting(deps) });
}
