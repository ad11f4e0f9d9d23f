/**
 * The hospital's answer to one request of its contract, without its HTTP layer: paths to operations,
 * refusals to their statuses (docs/his-contract).
 */
import type { HttpRequest } from '../../cloudfunctions/ports/http';
import type { Hospital } from '../../sandbox/hospital/engine';
import { HisError } from '../../sandbox/hospital/errors';
import type * as insured from '../../sandbox/hospital/insurance-types';
import type * as wire from '../../sandbox/hospital/types';
import { HIS_TOKEN } from './people';
import type { Reply, Target } from './transport';

function refused(error: HisError): Reply {
  return {
    status: error.status,
    body: JSON.stringify({ code: error.code, message: error.message }),
  };
}

/** `code`: a refusal that was planted; nothing happens. */
export function hisRefusal(code: 'BUSY' | 'INTERNAL'): Reply {
  return refused(new HisError(code, 'planted by the simulation'));
}

function bodyOf(request: HttpRequest): unknown {
  return JSON.parse(request.body ?? '{}');
}

function valueOf(hospital: Hospital, request: HttpRequest, target: Target): object {
  const [, first, second = '', third = ''] = target.path.split('/');
  const name = decodeURIComponent(first === 'insurance' ? third : second);
  switch (target.call) {
    case 'his.getBill':
      return hospital.getBill(name);
    case 'his.getPatient':
      return hospital.getPatient(name);
    case 'his.preSettle':
      return hospital.preSettle(bodyOf(request) as wire.PreSettleRequest);
    case 'his.settle':
      return hospital.settle(name, bodyOf(request) as wire.SettleRequest);
    case 'his.querySettlement':
      return hospital.querySettlement(
        name,
        new URLSearchParams(target.query).get('billIds')?.split(',') ?? [],
      );
    case 'his.cancelSettlement':
      return hospital.cancelSettlement(name);
    case 'his.holdRefund':
      return hospital.holdRefund(name, bodyOf(request) as wire.HoldRefundRequest);
    case 'his.confirmRefund':
      return hospital.confirmRefund(name, bodyOf(request) as wire.ConfirmRefundRequest);
    case 'his.releaseRefund':
      return hospital.releaseRefund(name);
    case 'his.openSession':
      return hospital.openSession();
    case 'his.uploadFees':
      return hospital.insurance.upload(name, bodyOf(request) as insured.UploadFeesRequest);
    case 'his.preSettleUpload':
      return hospital.insurance.preSettle(
        name,
        (bodyOf(request) as { readonly payAuthNo: string }).payAuthNo,
      );
    case 'his.queryUpload':
      return hospital.insurance.query(name);
    case 'his.refundUpload':
      return hospital.insurance.refund(name, bodyOf(request) as insured.RefundUploadRequest);
    case 'his.revokeUpload':
      return hospital.insurance.revoke(name);
    default:
      throw new Error(`the simulation knows no call ${target.call}`);
  }
}

export function hisReply(hospital: Hospital, request: HttpRequest, target: Target): Reply {
  try {
    if (request.headers?.authorization !== `Bearer ${HIS_TOKEN}`) {
      throw new HisError('UNAUTHORIZED', 'bearer token missing or wrong');
    }
    return { status: 200, body: JSON.stringify(valueOf(hospital, request, target)) };
  } catch (error) {
    if (error instanceof HisError) return refused(error);
    throw error;
  }
}
