/** The channel 医保支付 1.0: what wiring and settings may use of it. */
export { createPayInsurance } from './client';
export {
  appSecret,
  ConfigInvalid,
  payInsuranceKey,
  type AppSecret,
  type IndependentConfig,
  type PayInsuranceConfig,
  type PayInsuranceKey,
  type ServiceProviderConfig,
} from './config';
export type { PayInsuranceDeps } from './deps';
export {
  payInsuranceConfig,
  type PayInsuranceSecrets,
  type PayInsuranceSettings,
} from './from-settings';
export { createPayInsuranceRefunds } from './refund-client';
export { createBillSource, type BillDeps } from './bill-source';
