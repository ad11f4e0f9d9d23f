/**
 * How the cloud refuses: a code and a message, which wx-server-sdk 4.0.2 turns into an errCode by
 * its own table (DATABASE_REQUEST_FAILED → -502001, DATABASE_COLLECTION_NOT_EXIST → -502005 …;
 * a code that its table does not know becomes -501001).
 */

export class CloudError extends Error {
  override readonly name = 'CloudError';
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export function requestFailed(reason: string): CloudError {
  return new CloudError('DATABASE_REQUEST_FAILED', `[FailedOperation] ${reason}`);
}

export function invalidParameter(reason: string): CloudError {
  return new CloudError('INVALID_PARAM', `[InvalidParameter] ${reason}`);
}

export function collectionMissing(name: string): CloudError {
  return new CloudError(
    'DATABASE_COLLECTION_NOT_EXIST',
    `[ResourceNotFound] Db or Table not exist: ${name}. Please check your request, but if the problem persists, contact us.`,
  );
}

export function duplicateKey(collection: string, index: string, key: string): CloudError {
  return requestFailed(
    `multiple write errors: [{write errors: [{E11000 duplicate key error collection: ` +
      `tnt-local.${collection} index: ${index} dup key: { ${key} }}]}, {<nil>}]`,
  );
}

export function transactionConflict(): CloudError {
  return new CloudError(
    'DATABASE_TRANSACTION_CONFLICT',
    '[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others. Please check your request, but if the problem persists, contact us.',
  );
}

export function transactionMissing(): CloudError {
  return new CloudError(
    'DATABASE_TRANSACTION_FAIL',
    '[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds.',
  );
}
