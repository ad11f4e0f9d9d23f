// Makes the HIS adapter's types and response schemas from docs/his-contract/openapi.json, so that the
// contract is written once (house, "adapters"). `--check` only compares and exits 1 when they differ.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import prettier from 'prettier';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const source = path.join(root, 'docs/his-contract/openapi.json');
const folder = path.join(root, 'cloudfunctions/adapters/his');
const typesFile = path.join(folder, 'contract.gen.ts');
const schemasFile = path.join(folder, 'contract.gen.json');

const HEAD = `// Made by scripts/his-types.mjs from docs/his-contract/openapi.json: change that one.\n\n`;
const SPOKEN = new Set(['description', 'example', 'summary']);

/** The same without what is only for reading; names of properties are left alone. */
function bare(node, names = false) {
  if (Array.isArray(node)) return node.map((one) => bare(one));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => names || !SPOKEN.has(key))
      .map(([key, value]) => [key, bare(value, key === 'properties' || key === 'schemas')]),
  );
}

/** What the functions ask of a hospital today; the contract holds more. */
const UNUSED = new Set(['getRefund']);

function referenced(node, found) {
  if (typeof node !== 'object' || node === null) return found;
  if (typeof node.$ref === 'string') found.add(node.$ref.split('/').at(-1));
  for (const value of Object.values(node)) referenced(value, found);
  return found;
}

/** Schemas that the used operations need, directly or through others, in the document's order. */
function reachable(document) {
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
  const found = referenced(
    operations.filter((one) => !UNUSED.has(one.operationId)),
    new Set(),
  );
  for (const name of found) referenced(document.components.schemas[name], found);
  return Object.fromEntries(
    Object.entries(document.components.schemas).filter(([name]) => found.has(name)),
  );
}

/** The texts of both generated files. */
export async function generate() {
  const document = JSON.parse(await readFile(source, 'utf8'));
  const schemas = bare(reachable(document), true);
  const components = {
    openapi: document.openapi,
    info: { title: document.info.title, version: document.info.version },
    paths: {},
    components: { schemas },
  };
  const ast = await openapiTS(components, { immutable: true, exportType: true });
  const text = astToString(ast);
  const start = text.indexOf('export type components');
  const end = text.indexOf('export type $defs');
  if (start < 0 || end < start) throw new Error('openapi-typescript wrote something else');
  const options = await prettier.resolveConfig(typesFile);
  const format = (body, parser) => prettier.format(body, { ...options, parser });
  const types = text.slice(start, end).replaceAll(/^\s*\/\*\*.*\*\/\n/gm, '');
  return {
    types: await format(HEAD + types, 'typescript'),
    schemas: await format(JSON.stringify({ $defs: toDefs(schemas) }), 'json'),
  };
}

function toDefs(schemas) {
  const text = JSON.stringify(schemas).replaceAll('#/components/schemas/', '#/$defs/');
  return JSON.parse(text);
}

async function main() {
  const made = await generate();
  if (!process.argv.includes('--check')) {
    await writeFile(typesFile, made.types);
    await writeFile(schemasFile, made.schemas);
    return;
  }
  const same =
    (await readFile(typesFile, 'utf8')) === made.types &&
    (await readFile(schemasFile, 'utf8')) === made.schemas;
  if (same) return;
  console.error(
    'adapters/his/contract.gen.* is older than the contract: node scripts/his-types.mjs',
  );
  process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
