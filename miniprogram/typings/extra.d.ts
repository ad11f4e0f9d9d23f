/**
 * Members of wx that the published typings leave out. Optional, since older clients lack them: the
 * compiler then asks for the feature check that the phone needs anyway.
 */
declare namespace WechatMiniprogram {
  /** The medical-insurance cashier of protocol 2.0; the cash fields go only with cash to pay. */
  interface RequestMedicalInsurancePayOption {
    readonly mixTradeNo: string;
    readonly timeStamp?: string;
    readonly nonceStr?: string;
    readonly package?: string;
    readonly signType?: 'RSA';
    readonly paySign?: string;
    /** The cashier closed; says nothing about the payment. */
    readonly success?: (result: { readonly errMsg: string }) => void;
    readonly fail?: (error: { readonly errMsg: string; readonly errno?: number }) => void;
    readonly complete?: () => void;
  }

  interface Wx {
    requestMedicalInsurancePay?: (option: RequestMedicalInsurancePayOption) => void;
  }
}
