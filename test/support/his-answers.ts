/** Answers of a hospital, for doubles. */
import type { HisAnswer } from '../../cloudfunctions/ports/his';
import type { Reason } from '../../miniprogram/shared/reasons';

/** The hospital itself says no: certain, with its own code. */
export const hisRefuses = (reason: Reason, code: string): HisAnswer<never> => ({
  ok: false,
  certain: true,
  reason,
  code,
});

/** It is not known whether the hospital heard. */
export const HIS_SILENT: HisAnswer<never> = {
  ok: false,
  certain: false,
  reason: 'hospital-unreachable',
  code: 'timeout',
};
