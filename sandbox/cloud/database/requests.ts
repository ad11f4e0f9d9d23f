/**
 * The bodies of the database actions of wx-server-sdk 4.0.2, as recorded from the SDK
 * (test/vectors/wx-server-sdk-wire-samples.json). Fields that the SDK adds to every request
 * (signature, tokens) are not listed and pass.
 */

import { z } from 'zod';

const collectionName = z.string().min(1);
const transactionId = z.string().min(1).optional();
const queryType = z.enum(['DOC', 'WHERE']);
const query = z.string().default('{}');

export const insertRequest = z.object({
  collectionName,
  data: z.array(z.string()).min(1).max(1000),
  transactionId,
});

export const getRequest = z.object({
  collectionName,
  queryType,
  query,
  order: z.string().optional(),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(1000).default(100),
  projection: z.string().optional(),
  transactionId,
});

export const countRequest = z.object({ collectionName, query });

export const modifyRequest = z.object({
  collectionName,
  queryType,
  query,
  data: z.string(),
  multi: z.boolean().default(false),
  merge: z.boolean(),
  upsert: z.boolean().default(false),
  transactionId,
});

export const removeRequest = z.object({
  collectionName,
  queryType,
  query,
  multi: z.boolean().default(false),
  transactionId,
});

export const aggregateRequest = z.object({
  collectionName,
  stages: z
    .array(z.object({ stageKey: z.string().startsWith('$'), stageValue: z.string() }))
    .min(1),
});

export const addCollectionRequest = z.object({ collectionName });
export const endRequest = z.object({ transactionId: z.string().min(1) });
