/** The desk's stores in memory keep the same promises as the cloud's. */
import {
  memoryAudit,
  memoryClosings,
  memoryInvitations,
  memoryRequests,
} from '../support/staff-desk-stores';
import { deskStoresContract } from '../support/staff-stores-contract';

describe('in memory', () =>
  deskStoresContract(() =>
    Promise.resolve({
      audit: memoryAudit(),
      requests: memoryRequests(),
      invitations: memoryInvitations(),
      closings: memoryClosings(),
    }),
  ));
