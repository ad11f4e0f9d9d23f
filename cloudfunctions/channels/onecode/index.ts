/** The channel 医保码一码付 against the regional 电子凭证中心: what wiring may use of it. */
export { createOneCode, type OneCodeDeps } from './client';
export type { AmountUnit, OneCodeConfig } from './config';
export { clerkSentence } from './own-faults';
export { requireSm4, sm4Key, type Sm4Key } from './sm4';
