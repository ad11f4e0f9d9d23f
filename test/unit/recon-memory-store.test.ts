/** What reconciliation keeps in memory keeps the same promises as the cloud store. */
import { memoryRecon } from '../support/memory-recon';
import { reconStoreContract } from '../support/recon-store-contract';

describe('reconciliation in memory', () => {
  reconStoreContract(() => Promise.resolve(memoryRecon()));
});
