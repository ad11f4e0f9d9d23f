/**
 * The contract at run time: every request and every answer of the hospital is held against
 * docs/his-contract/openapi.json. What the hospital's own answer breaks is a bug of the sandbox.
 */

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import openapi from '../../docs/his-contract/openapi.json';

export type OperationId = (typeof IDS)[number];

export interface Operation {
  readonly operationId: OperationId;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** As fastify spells it: `/patients/:patientId`. */
  readonly url: string;
  /** What is wrong with the request, for an engineer; undefined if nothing is. */
  faultOfRequest(request: RequestParts): string | undefined;
  /** What is wrong with an answer of that status; undefined if nothing is. */
  faultOfAnswer(status: number, body: unknown): string | undefined;
}

export interface RequestParts {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

interface Described {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content: Content }>>;
}
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: object;
}
interface Content {
  readonly 'application/json': { readonly schema: object };
}

const IDS = [
  'matchPatient',
  'getPatient',
  'openCard',
  'startPhoneProof',
  'checkPhoneProof',
  'listBills',
  'getBill',
  'preSettle',
  'settle',
  'querySettlement',
  'cancelSettlement',
  'holdRefund',
  'confirmRefund',
  'releaseRefund',
  'getRefund',
  'getLedger',
  'openSession',
  'listDepartments',
  'getSchedule',
  'listSlots',
  'lockSlot',
  'getAppointment',
  'extendLock',
  'keepAppointment',
  'releaseAppointment',
  'listAppointments',
  'getAdmission',
  'openTopUp',
  'getPrescription',
  'getPatientByCard',
  'getInvoice',
  'uploadFees',
  'preSettleUpload',
  'queryUpload',
  'refundUpload',
  'revokeUpload',
  'terminals',
  'counterRead',
  'counterToken',
  'counterSettle',
  'counterState',
  'counterReverse',
] as const;

const DOCUMENT = 'his';
const METHODS = { get: 'GET', post: 'POST', put: 'PUT' } as const;

let compiled: readonly Operation[] | undefined;

/** The operations of the document. @throws Error if the document and this list disagree */
export function contractOperations(): readonly Operation[] {
  compiled ??= compileDocument();
  return compiled;
}

function compileDocument(): readonly Operation[] {
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  ajv.addSchema(openapi, DOCUMENT);
  // In an address every value is text, whatever its schema says.
  const addressAjv = new Ajv2020({ strict: false, allErrors: false, coerceTypes: true });
  addressAjv.addSchema(openapi, DOCUMENT);
  const paths: Readonly<Record<string, object>> = openapi.paths;
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(METHODS).flatMap(([key, method]) => {
      const described = (item as Readonly<Record<string, Described | undefined>>)[key];
      return described === undefined
        ? []
        : [operationOf({ ajv, addressAjv }, path, method, described)];
    }),
  );
  const found = operations.map((operation) => operation.operationId).sort();
  if (found.join() !== [...IDS].sort().join()) {
    throw new Error(`openapi.json has other operations: ${found.join()}`);
  }
  return operations;
}

function operationOf(
  { ajv, addressAjv }: { readonly ajv: Ajv2020; readonly addressAjv: Ajv2020 },
  path: string,
  method: Operation['method'],
  described: Described,
): Operation {
  const operationId = IDS.find((id) => id === described.operationId);
  if (operationId === undefined) throw new Error(`unknown operation ${described.operationId}`);
  const compile = (schema: object): ValidateFunction => ajv.compile(absolute(schema));
  const parametersIn = (place: string): ValidateFunction => {
    const parameters = (described.parameters ?? []).filter((one) => one.in === place);
    return addressAjv.compile({
      type: 'object',
      additionalProperties: false,
      required: parameters.filter((one) => one.required).map((one) => one.name),
      properties: Object.fromEntries(parameters.map((one) => [one.name, absolute(one.schema)])),
    });
  };
  const params = parametersIn('path');
  const query = parametersIn('query');
  const body =
    described.requestBody && compile(described.requestBody.content['application/json'].schema);
  const answers = new Map(
    Object.entries(described.responses).map(([status, response]) => [
      Number(status),
      compile(response.content['application/json'].schema),
    ]),
  );
  const bodyRequired = described.requestBody?.required ?? false;
  return {
    operationId,
    method,
    url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
    faultOfRequest(request) {
      return (
        faultBy(params, 'path', copyOf(request.params)) ??
        faultBy(query, 'query', copyOf(request.query)) ??
        faultOfBody(body, bodyRequired, request.body)
      );
    },
    faultOfAnswer(status, answer) {
      const validate = answers.get(status);
      return validate === undefined
        ? `status ${status} is not in the contract`
        : faultBy(validate, 'answer', answer);
    },
  };
}

/** Reading text as numbers changes what is read. */
function copyOf(parts: unknown): unknown {
  return typeof parts === 'object' && parts !== null ? { ...parts } : parts;
}

function faultOfBody(
  validate: ValidateFunction | undefined,
  required: boolean,
  body: unknown,
): string | undefined {
  if (validate === undefined) return undefined;
  if (body === undefined || body === null) return required ? 'body is missing' : undefined;
  return faultBy(validate, 'body', body);
}

/** Names the place and the rule, never the value: it may be somebody's identity. */
function faultBy(validate: ValidateFunction, what: string, value: unknown): string | undefined {
  if (validate(value)) return undefined;
  const [error] = validate.errors ?? [];
  return `${what}${error?.instancePath ?? ''} ${error?.message ?? 'is invalid'}`;
}

/** Schemas inside the paths refer to the document's own components. */
function absolute(schema: object): object {
  const text = JSON.stringify(schema).replaceAll('"#/', `"${DOCUMENT}#/`);
  return JSON.parse(text) as object;
}
