/** The channel 移动医保支付 2.0: what wiring and settings may use of it. */
export { authorisationJump, type AuthorisationJump } from './authorise';
export { pageCall, type PageCall } from './cashier';
export { createMedIns, type MedIns, type MedInsDeps } from './channel';
export {
  ConfigInvalid,
  type MedInsConfig,
  type MerchantConfig,
  type ServiceProviderConfig,
} from './config';
export { medInsConfig, type MedInsSecrets, type MedInsSettings } from './from-settings';
export { createMedInsRefunds, type MedInsRefundDeps } from './refund-client';
export { createMedInsBills, type TradeBillDeps } from './trade-bill';
