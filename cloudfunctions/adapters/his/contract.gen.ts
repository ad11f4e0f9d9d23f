// Made by scripts/his-types.mjs from docs/his-contract/openapi.json: change that one.

export type components = {
  schemas: {
    readonly ErrorCode:
      | 'INVALID_REQUEST'
      | 'UNAUTHORIZED'
      | 'NOT_FOUND'
      | 'PATIENT_NOT_FOUND'
      | 'BILL_NOT_FOUND'
      | 'PROOF_NOT_FOUND'
      | 'ID_INVALID'
      | 'IDENTITY_CONFLICT'
      | 'REQUEST_ID_REUSED'
      | 'NO_PHONE'
      | 'TOO_MANY'
      | 'CODE_WRONG'
      | 'CODE_EXPIRED'
      | 'BILL_SETTLED'
      | 'BILL_EXPIRED'
      | 'BILL_CANCELLED'
      | 'BILL_OF_OTHER_PATIENT'
      | 'BILLS_NOT_COMBINABLE'
      | 'BILL_CHANGED'
      | 'BILL_SETTLED_ELSEWHERE'
      | 'SETTLEMENT_DIFFERS'
      | 'SETTLEMENT_CANCELLED'
      | 'ALREADY_SETTLED'
      | 'NOT_SETTLED'
      | 'SERVED'
      | 'EXCEEDS'
      | 'HOSPITAL_REFUSED'
      | 'REFUND_DIFFERS'
      | 'ALREADY_CONFIRMED'
      | 'DEPARTMENT_NOT_FOUND'
      | 'DOCTOR_NOT_FOUND'
      | 'SLOT_NOT_FOUND'
      | 'APPOINTMENT_NOT_FOUND'
      | 'SLOT_TAKEN'
      | 'SLOT_OVER'
      | 'APPOINTMENT_EXISTS'
      | 'LOCK_OVER'
      | 'APPOINTMENT_PAID'
      | 'NOT_IN_HOSPITAL'
      | 'TOP_UP_AMOUNT'
      | 'PRESCRIPTION_UNKNOWN'
      | 'PRESCRIPTION_EXPIRED'
      | 'INSURANCE_NOT_COVERED'
      | 'UPLOAD_DIFFERS'
      | 'UPLOAD_REVOKED'
      | 'NOT_UPLOADED'
      | 'AMOUNT_MISMATCH'
      | 'AUTHORISATION_EXPIRED'
      | 'INSURANCE_SETTLED'
      | 'IN_HOSPITAL'
      | 'CARD_NOT_BOUND'
      | 'RELATIVE_UNKNOWN'
      | 'COUNTER_UNKNOWN'
      | 'CODE_UNKNOWN'
      | 'CODE_OVER'
      | 'READING_UNKNOWN'
      | 'CODE_OF_OTHER_PATIENT'
      | 'INSURANCE_REFUSED'
      | 'INSURANCE_REVERSED'
      | 'INSURANCE_NOT_SETTLED'
      | 'REFUND_NOT_HELD'
      | 'BUSY'
      | 'INTERNAL';
    readonly Error: {
      readonly code: components['schemas']['ErrorCode'];
      readonly message: string;
    };
    readonly Fen: number;
    readonly Time: string;
    readonly PatientId: string;
    readonly BillId: string;
    readonly ProofId: string;
    readonly OrderNo: string;
    readonly RefundNo: string;
    readonly CardNo: string;
    readonly IdType: 1 | 9 | 8 | 5 | 4 | 6 | 7;
    readonly PatientName: string;
    readonly PhoneMasked: string;
    readonly MatchPatientRequest: {
      readonly cardNo: components['schemas']['CardNo'];
      readonly name: components['schemas']['PatientName'];
      readonly idType: components['schemas']['IdType'];
      readonly idDigest: string;
    };
    readonly MatchPatientResponse: {
      readonly patientId: components['schemas']['PatientId'];
      readonly nameMasked: string;
      readonly phoneMasked?: components['schemas']['PhoneMasked'];
    };
    readonly Patient: {
      readonly patientId: components['schemas']['PatientId'];
      readonly cardNo: components['schemas']['CardNo'];
      readonly name: components['schemas']['PatientName'];
      readonly idType: components['schemas']['IdType'];
      readonly idNo: string;
      readonly phoneMasked?: components['schemas']['PhoneMasked'];
    };
    readonly OpenCardRequest: {
      readonly requestId: string;
      readonly name: components['schemas']['PatientName'];
      readonly idType: components['schemas']['IdType'];
      readonly idNo: string;
      readonly phone: string;
    };
    readonly OpenCardResponse: {
      readonly patientId: components['schemas']['PatientId'];
      readonly cardNo: components['schemas']['CardNo'];
      readonly existed: boolean;
    };
    readonly PhoneProof: {
      readonly proofId: components['schemas']['ProofId'];
      readonly phoneMasked: components['schemas']['PhoneMasked'];
      readonly expiresAt: components['schemas']['Time'];
    };
    readonly CheckPhoneProofRequest: {
      readonly code: string;
    };
    readonly CheckPhoneProofResponse: {
      readonly ok: true;
      readonly patientId: components['schemas']['PatientId'];
    };
    readonly BillStatus: 'unpaid' | 'settled' | 'cancelled' | 'expired';
    readonly VisitType:
      | 'general-outpatient'
      | 'maternity'
      | 'major-illness'
      | 'special-disease'
      | 'special-examination'
      | 'vaccination'
      | 'inpatient';
    readonly InsuranceExclusion:
      | 'NOT_COVERED'
      | 'VISIT_TYPE'
      | 'PATIENT_NOT_INSURED'
      | 'ID_TYPE'
      | 'NOT_TODAY'
      | 'BUREAU_UNAVAILABLE'
      | 'DEPOSIT'
      | 'IN_HOSPITAL';
    readonly BillItem: {
      readonly name: string;
      readonly category: string;
      readonly spec?: string;
      readonly unit: string;
      readonly quantity: string;
      readonly amountFen: components['schemas']['Fen'];
      readonly insuranceClass?: '甲' | '乙' | '丙';
    };
    readonly BillKind: 'clinic' | 'registration' | 'deposit';
    readonly AppointmentId: string;
    readonly AdmissionId: string;
    readonly Bill: {
      readonly billId: components['schemas']['BillId'];
      readonly kind: components['schemas']['BillKind'];
      readonly patientId: components['schemas']['PatientId'];
      readonly visitId: string;
      readonly visitType: components['schemas']['VisitType'];
      readonly visitAt: components['schemas']['Time'];
      readonly appointmentId?: components['schemas']['AppointmentId'];
      readonly admissionId?: components['schemas']['AdmissionId'];
      readonly title: string;
      readonly department: string;
      readonly doctor: string;
      readonly issuedAt: components['schemas']['Time'];
      readonly expiresAt: components['schemas']['Time'];
      readonly status: components['schemas']['BillStatus'];
      readonly totalFen: components['schemas']['Fen'];
      readonly insurable: boolean;
      readonly insuranceExclusion?: components['schemas']['InsuranceExclusion'];
      readonly items: readonly components['schemas']['BillItem'][];
    };
    readonly BillList: {
      readonly bills: readonly components['schemas']['Bill'][];
    };
    readonly PayWith: 'insurance' | 'cash';
    readonly BillIds: readonly components['schemas']['BillId'][];
    readonly PreSettleRequest: {
      readonly patientId: components['schemas']['PatientId'];
      readonly billIds: components['schemas']['BillIds'];
      readonly payWith: components['schemas']['PayWith'];
      readonly at?: 'counter';
    };
    readonly RequestContent: {
      readonly session_id: string;
      readonly operatorNo: string;
      readonly operatorName: string;
      readonly batchNo: string;
    };
    readonly PreSettlementCommon: {
      readonly serialNo: string;
      readonly orgNo: string;
      readonly totalFen: components['schemas']['Fen'];
      readonly cashAddFen: components['schemas']['Fen'];
      readonly cashAddWording?: string;
      readonly cashReducedFen: components['schemas']['Fen'];
      readonly issuedAt: components['schemas']['Time'];
      readonly expiresAt: components['schemas']['Time'];
    };
    readonly OfflinePreSettlement: components['schemas']['PreSettlementCommon'] & {
      readonly mode: 'offline';
      readonly cashFen: components['schemas']['Fen'];
      readonly insuranceFen: components['schemas']['Fen'];
      readonly insuranceFundFen: components['schemas']['Fen'];
      readonly insuranceSelfFen: components['schemas']['Fen'];
      readonly insuranceOtherFen?: components['schemas']['Fen'];
      readonly billNo: string;
      readonly requestContent: components['schemas']['RequestContent'];
    };
    readonly OnlinePreSettlement: components['schemas']['PreSettlementCommon'] & {
      readonly mode: 'online';
      readonly cashFen?: components['schemas']['Fen'];
      readonly insuranceFen?: components['schemas']['Fen'];
      readonly billNo: string;
      readonly requestContent: components['schemas']['RequestContent'];
    };
    readonly CashPreSettlement: components['schemas']['PreSettlementCommon'] & {
      readonly mode: 'cash';
      readonly cashFen: components['schemas']['Fen'];
      readonly insuranceFen: 0;
      readonly billNo?: string;
      readonly insuranceUnavailable?: {
        readonly code: components['schemas']['InsuranceExclusion'];
      };
    };
    readonly PreSettlement:
      | components['schemas']['OfflinePreSettlement']
      | components['schemas']['OnlinePreSettlement']
      | components['schemas']['CashPreSettlement'];
    readonly SettleRequest: {
      readonly patientId: components['schemas']['PatientId'];
      readonly billIds: components['schemas']['BillIds'];
      readonly payWith: components['schemas']['PayWith'];
      readonly totalFen: components['schemas']['Fen'];
      readonly cashFen: components['schemas']['Fen'];
      readonly insuranceFen: components['schemas']['Fen'];
      readonly cashAddFen: components['schemas']['Fen'];
      readonly cashReducedFen: components['schemas']['Fen'];
      readonly insuranceFundFen?: components['schemas']['Fen'];
      readonly insuranceSelfFen?: components['schemas']['Fen'];
      readonly insuranceOtherFen?: components['schemas']['Fen'];
      readonly channel: 'payinsurance' | 'medins' | 'onecode' | 'none';
      readonly tender?: components['schemas']['CounterTender'];
      readonly serialNo?: string;
      readonly platformTradeNo?: string;
      readonly insuranceTradeNo?: string;
      readonly cashTradeNo?: string;
      readonly paidAt: components['schemas']['Time'];
    };
    readonly SettleResponse: {
      readonly status: 'settled';
      readonly orderNo: components['schemas']['OrderNo'];
      readonly settlementNo: string;
      readonly settledAt: components['schemas']['Time'];
      readonly pickup: string;
    };
    readonly SettlementState: {
      readonly status: 'settled' | 'settled-elsewhere' | 'not-settled' | 'cancelled';
      readonly orderNo: components['schemas']['OrderNo'];
      readonly settlementNo?: string;
      readonly settledAt?: components['schemas']['Time'];
      readonly pickup?: string;
      readonly cancelledAt?: components['schemas']['Time'];
      readonly patientId?: components['schemas']['PatientId'];
      readonly billIds?: components['schemas']['BillIds'];
      readonly payWith?: components['schemas']['PayWith'];
      readonly totalFen?: components['schemas']['Fen'];
      readonly cashFen?: components['schemas']['Fen'];
      readonly insuranceFen?: components['schemas']['Fen'];
      readonly cashAddFen?: components['schemas']['Fen'];
      readonly cashReducedFen?: components['schemas']['Fen'];
      readonly insuranceFundFen?: components['schemas']['Fen'];
      readonly insuranceSelfFen?: components['schemas']['Fen'];
      readonly insuranceOtherFen?: components['schemas']['Fen'];
      readonly refundedCashFen?: components['schemas']['Fen'];
      readonly refundedInsuranceFen?: components['schemas']['Fen'];
    };
    readonly CancelSettlementResponse: {
      readonly status: 'cancelled';
      readonly orderNo: components['schemas']['OrderNo'];
      readonly cancelledAt: components['schemas']['Time'];
    };
    readonly HoldRefundRequest: {
      readonly orderNo: components['schemas']['OrderNo'];
      readonly cashFen: components['schemas']['Fen'];
      readonly insuranceFen: components['schemas']['Fen'];
    };
    readonly ConfirmRefundRequest: {
      readonly orderNo: components['schemas']['OrderNo'];
      readonly cashFen: components['schemas']['Fen'];
      readonly insuranceFen: components['schemas']['Fen'];
      readonly refundedAt: components['schemas']['Time'];
      readonly platformRefundNo?: string;
    };
    readonly RefundState: {
      readonly status: 'none' | 'held' | 'confirmed' | 'released';
      readonly refundNo: components['schemas']['RefundNo'];
      readonly orderNo?: components['schemas']['OrderNo'];
      readonly cashFen?: components['schemas']['Fen'];
      readonly insuranceFen?: components['schemas']['Fen'];
      readonly since?: components['schemas']['Time'];
      readonly refundedAt?: components['schemas']['Time'];
      readonly platformRefundNo?: string;
    };
    readonly LedgerEntry: {
      readonly kind: 'settlement' | 'refund';
      readonly source: 'order' | 'window';
      readonly orderNo?: components['schemas']['OrderNo'];
      readonly refundNo?: components['schemas']['RefundNo'];
      readonly settlementNo: string;
      readonly billIds: components['schemas']['BillIds'];
      readonly totalFen: components['schemas']['Fen'];
      readonly cashFen: components['schemas']['Fen'];
      readonly insuranceFen: components['schemas']['Fen'];
      readonly platformNo?: string;
      readonly at: components['schemas']['Time'];
    };
    readonly Ledger: {
      readonly date: string;
      readonly entries: readonly components['schemas']['LedgerEntry'][];
      readonly next?: string;
    };
    readonly OpenSessionRequest: {
      readonly orderNo: components['schemas']['OrderNo'];
    };
    readonly Session: {
      readonly requestContent: components['schemas']['RequestContent'];
      readonly expiresAt: components['schemas']['Time'];
    };
    readonly Day: string;
    readonly DepartmentId: string;
    readonly DoctorId: string;
    readonly SlotId: string;
    readonly RequestId: string;
    readonly Department: {
      readonly departmentId: components['schemas']['DepartmentId'];
      readonly name: string;
      readonly about: string;
      readonly building: string;
    };
    readonly DepartmentList: {
      readonly departments: readonly components['schemas']['Department'][];
    };
    readonly DoctorDay: {
      readonly day: components['schemas']['Day'];
      readonly free: number;
    };
    readonly Doctor: {
      readonly doctorId: components['schemas']['DoctorId'];
      readonly name: string;
      readonly title: string;
      readonly skills?: string;
      readonly feeFen: components['schemas']['Fen'];
      readonly days: readonly components['schemas']['DoctorDay'][];
    };
    readonly Schedule: {
      readonly departmentId: components['schemas']['DepartmentId'];
      readonly doctors: readonly components['schemas']['Doctor'][];
    };
    readonly Slot: {
      readonly slotId: components['schemas']['SlotId'];
      readonly from: components['schemas']['Time'];
      readonly to: components['schemas']['Time'];
      readonly free: number;
      readonly feeFen: components['schemas']['Fen'];
      readonly visitType: components['schemas']['VisitType'];
      readonly insuranceExclusion?: components['schemas']['InsuranceExclusion'];
    };
    readonly SlotList: {
      readonly slots: readonly components['schemas']['Slot'][];
    };
    readonly LockSlotRequest: {
      readonly requestId: components['schemas']['RequestId'];
      readonly slotId: components['schemas']['SlotId'];
      readonly patientId: components['schemas']['PatientId'];
    };
    readonly AppointmentStatus: 'locked' | 'kept' | 'paid' | 'used' | 'cancelled' | 'expired';
    readonly Appointment: {
      readonly appointmentId: components['schemas']['AppointmentId'];
      readonly patientId: components['schemas']['PatientId'];
      readonly status: components['schemas']['AppointmentStatus'];
      readonly source: 'here' | 'elsewhere';
      readonly department: string;
      readonly doctor: string;
      readonly doctorTitle: string;
      readonly place: string;
      readonly from: components['schemas']['Time'];
      readonly to: components['schemas']['Time'];
      readonly feeFen: components['schemas']['Fen'];
      readonly visitType: components['schemas']['VisitType'];
      readonly billId: components['schemas']['BillId'];
      readonly lockedUntil?: components['schemas']['Time'];
      readonly number?: string;
      readonly insuranceExclusion?: components['schemas']['InsuranceExclusion'];
    };
    readonly AppointmentList: {
      readonly appointments: readonly components['schemas']['Appointment'][];
    };
    readonly ExtendLockRequest: {
      readonly until: components['schemas']['Time'];
    };
    readonly Refundable: {
      readonly orderNo: components['schemas']['OrderNo'];
      readonly amountFen: components['schemas']['Fen'];
    };
    readonly Admission: {
      readonly admissionId: components['schemas']['AdmissionId'];
      readonly patientId: components['schemas']['PatientId'];
      readonly ward: string;
      readonly bed: string;
      readonly admittedAt: components['schemas']['Time'];
      readonly dischargedAt?: components['schemas']['Time'];
      readonly paidInFen: components['schemas']['Fen'];
      readonly spentFen: components['schemas']['Fen'];
      readonly minTopUpFen: components['schemas']['Fen'];
      readonly maxTopUpFen: components['schemas']['Fen'];
      readonly refundable: readonly components['schemas']['Refundable'][];
    };
    readonly AdmissionState: {
      readonly admission?: components['schemas']['Admission'];
    };
    readonly TopUpRequest: {
      readonly requestId: components['schemas']['RequestId'];
      readonly patientId: components['schemas']['PatientId'];
      readonly amountFen: components['schemas']['Fen'];
    };
    readonly Invoice: {
      readonly code: string;
      readonly number: string;
      readonly checkCode: string;
      readonly issuedAt: components['schemas']['Time'];
      readonly totalFen: components['schemas']['Fen'];
    };
    readonly InvoiceState: {
      readonly orderNo: components['schemas']['OrderNo'];
      readonly state: 'issued' | 'not-yet' | 'at-counter';
      readonly invoice?: components['schemas']['Invoice'];
    };
    readonly PayAuthNo: string;
    readonly UploadFeesRequest: {
      readonly patientId: components['schemas']['PatientId'];
      readonly billIds: components['schemas']['BillIds'];
      readonly serialNo: string;
      readonly payAuthNo: components['schemas']['PayAuthNo'];
    };
    readonly InsuranceUpload: {
      readonly status: 'uploaded';
      readonly orderNo: components['schemas']['OrderNo'];
      readonly uploadedAt: components['schemas']['Time'];
    };
    readonly PreSettleUploadRequest: {
      readonly payAuthNo: components['schemas']['PayAuthNo'];
    };
    readonly InsurancePrice: {
      readonly orderNo: components['schemas']['OrderNo'];
      readonly payOrderId: string;
      readonly createdAt: components['schemas']['Time'];
      readonly totalFen: components['schemas']['Fen'];
      readonly cashFen: components['schemas']['Fen'];
      readonly insuranceFen: components['schemas']['Fen'];
      readonly insuranceFundFen: components['schemas']['Fen'];
      readonly insuranceSelfFen: components['schemas']['Fen'];
      readonly insuranceOtherFen: components['schemas']['Fen'];
      readonly cashAddFen: components['schemas']['Fen'];
      readonly cashReducedFen: components['schemas']['Fen'];
    };
    readonly InsuranceUploadState: {
      readonly status: 'none' | 'uploaded' | 'priced' | 'settled' | 'refunded' | 'revoked';
      readonly orderNo: components['schemas']['OrderNo'];
      readonly payOrderId?: string;
      readonly refundNo?: components['schemas']['RefundNo'];
      readonly refundedAt?: components['schemas']['Time'];
    };
    readonly RefundUploadRequest: {
      readonly refundNo: components['schemas']['RefundNo'];
      readonly insuranceFundFen: components['schemas']['Fen'];
      readonly insuranceSelfFen: components['schemas']['Fen'];
      readonly insuranceOtherFen: components['schemas']['Fen'];
    };
    readonly InsuranceRefund: {
      readonly orderNo: components['schemas']['OrderNo'];
      readonly refundNo: components['schemas']['RefundNo'];
      readonly refundedAt: components['schemas']['Time'];
    };
    readonly InsuranceRevocation: {
      readonly status: 'revoked';
      readonly orderNo: components['schemas']['OrderNo'];
      readonly revokedAt: components['schemas']['Time'];
    };
    readonly CounterNo: string;
    readonly ScanId: string;
    readonly CounterTerminal: {
      readonly counterNo: components['schemas']['CounterNo'];
      readonly name: string;
      readonly devId: string;
      readonly devIp: string;
      readonly operatorNo: string;
      readonly operatorName: string;
    };
    readonly CounterTerminals: {
      readonly terminals: readonly components['schemas']['CounterTerminal'][];
    };
    readonly CounterReadRequest: {
      readonly code: string;
      readonly counterNo: components['schemas']['CounterNo'];
    };
    readonly CounterReading: {
      readonly scanId: components['schemas']['ScanId'];
      readonly patientId: components['schemas']['PatientId'];
      readonly nameMasked: string;
      readonly byRelative: boolean;
      readonly expiresAt: components['schemas']['Time'];
    };
    readonly CounterToken: {
      readonly scanId: components['schemas']['ScanId'];
      readonly token: string;
      readonly patientId: components['schemas']['PatientId'];
    };
    readonly CounterAgreed: {
      readonly totalFen: components['schemas']['Fen'];
      readonly cashFen: components['schemas']['Fen'];
      readonly insuranceFen: components['schemas']['Fen'];
    };
    readonly CounterSettleRequest: {
      readonly patientId: components['schemas']['PatientId'];
      readonly billIds: components['schemas']['BillIds'];
      readonly serialNo: string;
      readonly scanId: components['schemas']['ScanId'];
      readonly agreed?: components['schemas']['CounterAgreed'];
    };
    readonly CounterSettlement: {
      readonly status: 'settled';
      readonly orderNo: components['schemas']['OrderNo'];
      readonly settlementNo: string;
      readonly settledAt: components['schemas']['Time'];
      readonly totalFen: components['schemas']['Fen'];
      readonly cashFen: components['schemas']['Fen'];
      readonly insuranceFen: components['schemas']['Fen'];
      readonly insuranceFundFen: components['schemas']['Fen'];
      readonly insuranceSelfFen: components['schemas']['Fen'];
      readonly insuranceOtherFen: components['schemas']['Fen'];
      readonly cashAddFen: components['schemas']['Fen'];
      readonly cashReducedFen: components['schemas']['Fen'];
    };
    readonly CounterInsuranceNone: {
      readonly status: 'none';
      readonly orderNo: components['schemas']['OrderNo'];
    };
    readonly CounterReversal: {
      readonly status: 'reversed';
      readonly orderNo: components['schemas']['OrderNo'];
      readonly reversedAt: components['schemas']['Time'];
      readonly refundNo?: components['schemas']['RefundNo'];
    };
    readonly CounterInsuranceState:
      | components['schemas']['CounterInsuranceNone']
      | components['schemas']['CounterSettlement']
      | components['schemas']['CounterReversal'];
    readonly CounterReverseRequest: {
      readonly refundNo?: components['schemas']['RefundNo'];
    };
    readonly CounterTender: {
      readonly kind: 'notes' | 'bank-card' | 'other';
      readonly receipt: string;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
};
