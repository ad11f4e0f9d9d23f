/** Function `pay`: places, confirms and closes orders, verifies names, opens cards. */
import { md5 } from '../adapters/md5';
import { payValidators as inputs } from '../contract/validators';
import { openId } from '../domain/ids';
import { rpcDoor, type Actions } from '../doors/rpc';
import { addPatient } from '../usecases/add-patient';
import { askRefund } from '../usecases/ask-refund';
import { authoriseOrder } from '../usecases/authorise-order';
import { closeOrder } from '../usecases/close-order';
import { confirmOrder } from '../usecases/confirm-order';
import type { AuthorisingDeps } from '../usecases/deps';
import { openCard } from '../usecases/open-card';
import { placeForOther } from '../usecases/place-for-other';
import { placeOrder } from '../usecases/place-order';
import { openPayment } from './payment';
import { visitPayActions } from './visits';

type Placing = Pick<Actions<'pay'>, 'placeOrder' | 'placeForOther' | 'authoriseOrder'>;

/** Where the caller's address goes along. */
function placing(deps: AuthorisingDeps & Parameters<typeof placeForOther>[0]): Placing {
  return {
    placeOrder: {
      input: inputs.placeOrder,
      run: async ({ caller, input, deadline }) => {
        const owner = openId(caller.openId);
        const placed = { ...input, owner, clientIp: caller.clientIp };
        return { order: await placeOrder(deps, placed, deadline) };
      },
    },
    placeForOther: {
      input: inputs.placeForOther,
      run: async ({ caller, input, deadline }) => {
        const placed = { ...input, owner: openId(caller.openId), clientIp: caller.clientIp };
        return { order: await placeForOther(deps, placed, deadline) };
      },
    },
    authoriseOrder: {
      input: inputs.authoriseOrder,
      run: async ({ caller, input, deadline }) => {
        const asked = { ...input, owner: openId(caller.openId), clientIp: caller.clientIp };
        return { order: await authoriseOrder(deps, asked, deadline) };
      },
    },
  };
}

/** Throws SettingsError. */
export function openPay() {
  const { door, his, ids, mover, parts } = openPayment('pay');
  const { cards, insurance: bureau, lookups, reader, wards } = his;
  const { authoriser, verifier } = parts;
  const deps = { ...mover, ids, cards, lookups, wards, his: reader };
  const binder = { ...deps, verifier, md5 };
  const actions: Actions<'pay'> = {
    ...visitPayActions(deps),
    addPatient: {
      input: inputs.addPatient,
      run: ({ caller, input, deadline }) =>
        addPatient(binder, openId(caller.openId), input, deadline),
    },
    openCard: {
      input: inputs.openCard,
      run: ({ caller, input, deadline }) =>
        openCard(binder, openId(caller.openId), input, deadline),
    },
    ...placing({ ...deps, authoriser, bureau }),
    confirmOrder: {
      input: inputs.confirmOrder,
      run: async ({ caller, input, deadline }) => {
        const asked = { owner: openId(caller.openId), orderNo: input.orderNo };
        return { order: await confirmOrder(deps, asked, deadline) };
      },
    },
    closeOrder: {
      input: inputs.closeOrder,
      run: async ({ caller, input, deadline }) => {
        const asked = { owner: openId(caller.openId), orderNo: input.orderNo };
        return { order: await closeOrder(deps, asked, deadline) };
      },
    },
    askRefund: {
      input: inputs.askRefund,
      run: async ({ caller, input, deadline }) => {
        const asked = { owner: openId(caller.openId), orderNo: input.orderNo };
        return { order: await askRefund(deps, asked, deadline) };
      },
    },
  };
  return rpcDoor<'pay'>(door, actions);
}
