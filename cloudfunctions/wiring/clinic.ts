/** Function `clinic`: reads the hospital and binds patients; knows no payment channel and no key. */
import { clinicValidators as inputs } from '../contract/validators';
import { openId } from '../domain/ids';
import { rpcDoor, type Actions } from '../doors/rpc';
import { finishPhoneProof, startPhoneProof } from '../usecases/phone-proof';
import { listOrders } from '../usecases/list-orders';
import {
  chooseDefault,
  listBills,
  listPatients,
  readBill,
  readHome,
  readSplit,
  removePatient,
} from '../usecases/read-clinic';
import { openBase } from './base';
import { careActions, reminderKinds, reminderTemplateIds } from './reminders';
import { visitActions } from './visits';

/** Throws SettingsError. */
export function openClinic() {
  const opened = openBase('clinic');
  const { base, door, his, ids, stores } = opened;
  const { cards, lookups, reader, visits, wards } = his;
  const hospital = { his: reader, cards, lookups, visits, wards };
  const asked = { templates: reminderTemplateIds(opened), reminderKinds: reminderKinds(opened) };
  const deps = { ...base, ...stores, ...hospital, ...asked, ids };
  const actions: Actions<'clinic'> = {
    ...visitActions(deps),
    ...careActions(opened),
    home: { input: inputs.home, run: ({ caller }) => readHome(deps, openId(caller.openId)) },
    listOrders: {
      input: inputs.listOrders,
      run: ({ caller, input }) => listOrders(deps, openId(caller.openId), input),
    },
    listPatients: {
      input: inputs.listPatients,
      run: ({ caller }) => listPatients(deps, openId(caller.openId)),
    },
    chooseDefault: {
      input: inputs.chooseDefault,
      run: ({ caller, input }) => chooseDefault(deps, openId(caller.openId), input.patientId),
    },
    removePatient: {
      input: inputs.removePatient,
      run: ({ caller, input }) => removePatient(deps, openId(caller.openId), input.patientId),
    },
    startPhoneProof: {
      input: inputs.startPhoneProof,
      run: ({ caller, input, deadline }) =>
        startPhoneProof(deps, openId(caller.openId), input, deadline),
    },
    finishPhoneProof: {
      input: inputs.finishPhoneProof,
      run: ({ caller, input, deadline }) =>
        finishPhoneProof(deps, openId(caller.openId), input, deadline),
    },
    listBills: {
      input: inputs.listBills,
      run: ({ caller, input, deadline }) =>
        listBills(deps, openId(caller.openId), input.patientId, deadline),
    },
    bill: {
      input: inputs.bill,
      run: ({ caller, input, deadline }) => readBill(deps, openId(caller.openId), input, deadline),
    },
    split: {
      input: inputs.split,
      run: ({ caller, input, deadline }) => readSplit(deps, openId(caller.openId), input, deadline),
    },
  };
  return rpcDoor<'clinic'>(door, actions);
}
