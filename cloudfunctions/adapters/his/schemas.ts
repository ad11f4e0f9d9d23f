/** Answers of the hospital, held against the contract's own schemas (docs/his-contract). */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import type { components } from './contract.gen';
import contract from './contract.gen.json';

export type Schemas = components['schemas'];
export type SchemaName = keyof Schemas;

const ajv = new Ajv2020({ strict: true, allErrors: false });
ajv.addSchema({ $id: 'his', ...contract });

const compiled = new Map<SchemaName, ValidateFunction>();

function validatorOf(name: SchemaName): ValidateFunction {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const made = ajv.compile({ $ref: `his#/$defs/${name}` });
  compiled.set(name, made);
  return made;
}

/** Whether the value is such a thing of the contract. */
export function fits<N extends SchemaName>(name: N, value: unknown): value is Schemas[N] {
  return validatorOf(name)(value);
}
