/**
 * Finding things by what is printed on them, over the HIS contract ("Codes, cards, invoices"): the bill
 * of a prescription's code, the patient of a card, the electronic invoice of an order.
 */
import type { HisInvoice, HisLookups } from '../../ports/his-visits';
import { fen } from '../../../miniprogram/shared/fen';
import type { SendCall } from './client';
import type { Schemas } from './schemas';
import { billOf, msOf, patientOf, type IdentityDigest } from './values';

const part = encodeURIComponent;

function invoiceOf(from: Schemas['Invoice']): HisInvoice {
  return {
    code: from.code,
    number: from.number,
    checkCode: from.checkCode,
    issuedAt: msOf(from.issuedAt),
    total: fen(from.totalFen),
  };
}

export function hisLookups(send: SendCall, digest: IdentityDigest): HisLookups {
  return {
    prescription: (code, deadline) =>
      send(
        {
          operation: 'getPrescription',
          method: 'GET',
          path: `/prescription-codes/${part(code)}`,
          answer: 'Bill',
          read: (from) => (from.kind === 'clinic' ? billOf(from) : undefined),
        },
        deadline,
      ),
    patientByCard: (cardNo, deadline) =>
      send(
        {
          operation: 'getPatientByCard',
          method: 'GET',
          path: `/patient-cards/${part(cardNo)}`,
          answer: 'Patient',
          read: (from) => (from.cardNo === cardNo ? patientOf(from, digest) : undefined),
        },
        deadline,
      ),
    invoice: (orderNo, deadline) =>
      send(
        {
          operation: 'getInvoice',
          method: 'GET',
          path: `/settlements/${part(orderNo)}/invoice`,
          orderNo,
          answer: 'InvoiceState',
          read: ({ orderNo: of, state, invoice }) => {
            if (of !== orderNo || (state === 'issued') !== (invoice !== undefined))
              return undefined;
            return { state, ...(invoice === undefined ? {} : { invoice: invoiceOf(invoice) }) };
          },
        },
        deadline,
      ),
  };
}
