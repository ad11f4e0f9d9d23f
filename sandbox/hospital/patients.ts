/**
 * Patients and proof of control (money safety rule 15): a match never says which field was wrong,
 * a code goes to the number on file only, and every guess is bounded.
 */

import { HisError } from './errors';
import {
  identityDigest,
  isPlausibleIdNo,
  maskName,
  maskPhone,
  normalizeIdNo,
  normalizeName,
} from './identity';
import type { PatientRecord } from './records';
import type { HospitalStore } from './store';
import { DAY_MS, HOUR_MS, MINUTE_MS, shanghaiIso } from './time';
import type {
  MatchPatientRequest,
  MatchPatientResponse,
  OpenCardRequest,
  OpenCardResponse,
  Patient,
  PhoneProof,
} from './types';

const WRONG_MATCHES_PER_HOUR = 10;
const PROOF_LIFE_MS = 5 * MINUTE_MS;
const PROOF_WRONG_TRIES = 5;
const PROOFS_PER_DAY = 5;

const phoneMaskedOf = (patient: PatientRecord): { phoneMasked?: string } =>
  patient.phone === null ? {} : { phoneMasked: maskPhone(patient.phone) };

/** @throws HisError PATIENT_NOT_FOUND */
export function requirePatient(store: HospitalStore, patientId: string): PatientRecord {
  const patient = store.patients.get(patientId);
  if (patient === undefined) throw new HisError('PATIENT_NOT_FOUND', 'no such patient');
  return patient;
}

/** @throws HisError PATIENT_NOT_FOUND, TOO_MANY */
export function matchPatient(
  store: HospitalStore,
  request: MatchPatientRequest,
): MatchPatientResponse {
  const now = store.now();
  const recent = (store.wrongMatches.get(request.cardNo)?.times ?? []).filter(
    (time) => now - time < HOUR_MS,
  );
  if (recent.length >= WRONG_MATCHES_PER_HOUR) {
    throw new HisError('TOO_MANY', 'too many wrong tries for this card');
  }
  const patient = store.patients.all().find((candidate) => matches(candidate, request));
  if (patient === undefined) {
    store.wrongMatches.put({ cardNo: request.cardNo, times: [...recent, now] });
    throw new HisError('PATIENT_NOT_FOUND', 'no patient has this card, name and identity');
  }
  return {
    patientId: patient.patientId,
    nameMasked: maskName(patient.name),
    ...phoneMaskedOf(patient),
  };
}

function matches(patient: PatientRecord, request: MatchPatientRequest): boolean {
  return (
    patient.cardNo === request.cardNo &&
    normalizeName(patient.name) === normalizeName(request.name) &&
    patient.idType === request.idType &&
    identityDigest(patient.idType, patient.idNo) === request.idDigest
  );
}

/** @throws HisError PATIENT_NOT_FOUND */
export function getPatient(store: HospitalStore, patientId: string): Patient {
  const patient = requirePatient(store, patientId);
  const { cardNo, name, idType, idNo } = patient;
  return { patientId, cardNo, name, idType, idNo, ...phoneMaskedOf(patient) };
}

/** @throws HisError ID_INVALID, IDENTITY_CONFLICT, REQUEST_ID_REUSED */
export function openCard(store: HospitalStore, request: OpenCardRequest): OpenCardResponse {
  const { requestId, idType } = request;
  const idNo = normalizeIdNo(idType, request.idNo);
  const name = normalizeName(request.name);
  const before = store.openCards.get(requestId);
  if (before !== undefined) {
    if (before.name !== name || before.idType !== idType || before.idNo !== idNo) {
      throw new HisError('REQUEST_ID_REUSED', 'requestId was used for another identity');
    }
    const { cardNo } = requirePatient(store, before.patientId);
    return { patientId: before.patientId, cardNo, existed: before.existed };
  }
  if (!isPlausibleIdNo(idType, idNo)) {
    throw new HisError('ID_INVALID', 'not a valid number of its kind');
  }
  const known = store.patients
    .all()
    .find((patient) => patient.idType === idType && patient.idNo === idNo);
  if (known !== undefined && normalizeName(known.name) !== name) {
    throw new HisError('IDENTITY_CONFLICT', 'this identity is on file under another name');
  }
  const patient = known ?? newPatient(store, request, idNo);
  const existed = known !== undefined;
  store.openCards.put({ requestId, name, idType, idNo, patientId: patient.patientId, existed });
  return { patientId: patient.patientId, cardNo: patient.cardNo, existed };
}

function newPatient(store: HospitalStore, request: OpenCardRequest, idNo: string): PatientRecord {
  const number = store.next('patient');
  const patient: PatientRecord = {
    patientId: `P1${String(number).padStart(5, '0')}`,
    cardNo: `9910${String(number).padStart(6, '0')}`,
    name: request.name.trim(),
    idType: request.idType,
    idNo,
    phone: request.phone,
    insured: request.idType === 1,
  };
  store.patients.put(patient);
  return patient;
}

/** @throws HisError PATIENT_NOT_FOUND, NO_PHONE, TOO_MANY */
export function startPhoneProof(
  store: HospitalStore,
  patientId: string,
  hospitalName: string,
): PhoneProof {
  const { phone } = requirePatient(store, patientId);
  if (phone === null) throw new HisError('NO_PHONE', 'no mobile number on file');
  const now = store.now();
  const today = store.proofs
    .all()
    .filter((proof) => proof.patientId === patientId && now - proof.startedAt < DAY_MS);
  if (today.length >= PROOFS_PER_DAY || today.some((proof) => now - proof.startedAt < MINUTE_MS)) {
    throw new HisError('TOO_MANY', 'too many codes for this patient');
  }
  const code = store.digits(6);
  const proofId = `F${store.uuid()}`;
  const expiresAt = now + PROOF_LIFE_MS;
  store.proofs.put({ proofId, patientId, code, startedAt: now, expiresAt, wrongTries: 0 });
  store.sms.put({
    smsId: String(store.next('sms')),
    at: now,
    phone,
    text: `【${hospitalName}】验证码 ${code}，用于在小程序中添加就诊人，5 分钟内有效。请勿告诉他人。`,
  });
  return { proofId, phoneMasked: maskPhone(phone), expiresAt: shanghaiIso(expiresAt) };
}

/** The right code stays right until it expires. @throws HisError PROOF_NOT_FOUND, CODE_WRONG, CODE_EXPIRED */
export function checkPhoneProof(
  store: HospitalStore,
  proofId: string,
  code: string,
): { readonly ok: true; readonly patientId: string } {
  const proof = store.proofs.get(proofId);
  if (proof === undefined) throw new HisError('PROOF_NOT_FOUND', 'no such proof');
  if (store.now() >= proof.expiresAt || proof.wrongTries >= PROOF_WRONG_TRIES) {
    throw new HisError('CODE_EXPIRED', 'the code is no longer valid');
  }
  if (proof.code !== code) {
    store.proofs.put({ ...proof, wrongTries: proof.wrongTries + 1 });
    throw new HisError('CODE_WRONG', 'wrong code');
  }
  return { ok: true, patientId: proof.patientId };
}
