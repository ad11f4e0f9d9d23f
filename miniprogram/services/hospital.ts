/**
 * The hospital's name and number as last heard: an error page must be able to name a person to call,
 * even when the functions cannot be reached.
 */
import type { HospitalView } from '../../cloudfunctions/contract/types';
import { config } from '../config';
import { DecodeError, flag, maybe, record, text } from './decode';
import { readStored, writeStored } from './storage';

const KEY = 'hospital';

type Stored = Omit<HospitalView, 'realNameCheck'> & { readonly realNameCheck?: boolean };

const decodeStored = record<Stored>({
  id: text,
  name: text,
  phone: text,
  address: text,
  // an older release did not ask for it
  realNameCheck: maybe(flag),
});

export function rememberHospital(hospital: HospitalView): void {
  writeStored(KEY, hospital);
}

/** The hospital as last heard, with the configured number before that. */
export function knownHospital(): HospitalView {
  const { hospitalPhone: phone } = config;
  const unknown: HospitalView = { id: '', name: '', phone, address: '', realNameCheck: true };
  try {
    const stored = readStored(KEY);
    return stored === undefined ? unknown : { realNameCheck: true, ...decodeStored(stored) };
  } catch (error) {
    if (error instanceof DecodeError) return unknown;
    throw error;
  }
}

/** Opens the dialler with the hospital's number. The patient decides whether to call. */
export function callHospital(): void {
  const { phone } = knownHospital();
  if (phone === '') return;
  // Not calling after all is reported as a failure: the patient's choice, nothing to say about it.
  wx.makePhoneCall({ phoneNumber: phone, fail: () => undefined });
}
