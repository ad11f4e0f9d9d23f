/**
 * Who may import whom (docs/architecture.md), over resolved imports: static, dynamic, re-exports and
 * type imports alike. A room that is not in the table may import nothing.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { projectFiles, ROOT } from '../support/project-files';

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

interface Rule {
  /** Path prefixes inside the project. */
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
  /** Rooms of which only types may be imported. */
  readonly types?: readonly string[];
}

const SHARED = 'miniprogram/shared/';
const F = 'cloudfunctions/';
const STAFF = 'miniprogram/packages/staff/';
const ZOD = 'zod';

/** First match wins. */
const MAP: readonly [string, Rule][] = [
  [`${F}domain/`, { rooms: [`${F}domain/`, SHARED], packages: [] }],
  [`${F}contract/`, { rooms: [SHARED, `${F}contract/`], packages: [ZOD], types: [`${F}domain/`] }],
  [`${F}ports/`, { rooms: [], packages: [], types: [`${F}domain/`, `${F}ports/`, SHARED] }],
  [
    `${F}channels/`,
    {
      rooms: [`${F}channels/`, `${F}domain/`, SHARED],
      packages: [ZOD, 'node:crypto'],
      types: [`${F}ports/`],
    },
  ],
  [
    `${F}usecases/`,
    {
      rooms: [`${F}usecases/`, `${F}domain/`, SHARED],
      packages: [],
      types: [`${F}ports/`, `${F}contract/`],
    },
  ],
  [
    `${F}adapters/`,
    {
      rooms: [
        `${F}adapters/`,
        `${F}domain/`,
        `${F}settings/`,
        `${F}migrations/`,
        SHARED,
        'docs/his-contract/',
      ],
      packages: ['node:', 'wx-server-sdk', 'write-excel-file', ZOD, 'ajv'],
      types: [`${F}ports/`],
    },
  ],
  [`${F}migrations/`, { rooms: [`${F}migrations/`, `${F}domain/`, SHARED], packages: [ZOD] }],
  [`${F}settings/`, { rooms: [`${F}settings/`, `${F}domain/`, SHARED], packages: [ZOD] }],
  [
    `${F}doors/`,
    { rooms: [`${F}doors/`, `${F}contract/`, SHARED], packages: ['node:'], types: [`${F}ports/`] },
  ],
  [`${F}wiring/`, { rooms: [F, SHARED], packages: ['node:'] }],
  [`${F}entries/`, { rooms: [`${F}doors/`, `${F}wiring/`], packages: [] }],
  [`${F}services/`, { rooms: [`${F}doors/`, `${F}wiring/`], packages: [] }],
  [SHARED, { rooms: [], packages: [], types: [] }],
  [
    'miniprogram/components/',
    { rooms: ['miniprogram/components/', SHARED], packages: ['tdesign-miniprogram'] },
  ],
  [
    'miniprogram/services/',
    {
      rooms: [
        'miniprogram/services/',
        'miniprogram/vendor/',
        'miniprogram/config',
        'miniprogram/i18n/',
        SHARED,
      ],
      packages: [],
      types: [`${F}contract/`],
    },
  ],
  ['miniprogram/i18n/', { rooms: ['miniprogram/i18n/', SHARED], packages: [] }],
  [
    'miniprogram/pages/',
    {
      rooms: [
        'miniprogram/pages/',
        'miniprogram/services/',
        'miniprogram/components/',
        'miniprogram/i18n/',
        SHARED,
      ],
      packages: [],
      types: [`${F}contract/`],
    },
  ],
  [
    `${STAFF}components/`,
    {
      rooms: [`${STAFF}components/`, 'miniprogram/components/', SHARED],
      packages: ['tdesign-miniprogram'],
    },
  ],
  [
    `${STAFF}services/`,
    {
      rooms: [`${STAFF}services/`, `${STAFF}i18n/`, 'miniprogram/services/', SHARED],
      packages: [],
      types: [`${F}contract/`],
    },
  ],
  [`${STAFF}i18n/`, { rooms: [`${STAFF}i18n/`, SHARED], packages: [], types: [`${F}contract/`] }],
  [
    `${STAFF}pages/`,
    {
      rooms: [
        STAFF,
        'miniprogram/pages/views/',
        'miniprogram/services/',
        'miniprogram/components/',
        'miniprogram/i18n/',
        SHARED,
      ],
      packages: [],
      types: [`${F}contract/`],
    },
  ],
  [
    'miniprogram/app',
    { rooms: ['miniprogram/services/', 'miniprogram/i18n/', 'miniprogram/config'], packages: [] },
  ],
  ['miniprogram/config', { rooms: [], packages: [] }],
  ['sandbox/', { rooms: ['sandbox/', 'docs/his-contract/'], packages: ['*'] }],
  ['test/', { rooms: [''], packages: ['*'] }],
  ['bench/', { rooms: [''], packages: ['*'] }],
  ['scripts/', { rooms: ['scripts/', 'sandbox/', F], packages: ['*'] }],
];

const ENDINGS = ['', '.ts', '.d.ts', '.js', '.mjs', '.cjs', '.json', '/index.ts'];

function resolved(file: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  const base = resolve(ROOT, dirname(file), specifier);
  const found = ENDINGS.map((ending) => base + ending).find(
    (path) => existsSync(path) && statSync(path).isFile(),
  );
  return relative(ROOT, found ?? base);
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  if (clause.name !== undefined || named === undefined || !ts.isNamedImports(named)) return false;
  return named.elements.every((element) => element.isTypeOnly);
}

function calledWith(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
  const [argument] = node.arguments;
  return (isImport || isRequire) && argument !== undefined && ts.isStringLiteralLike(argument)
    ? argument.text
    : undefined;
}

function importsOf(file: string, text = readFileSync(join(ROOT, file), 'utf8')): readonly Import[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      const specifier = node.moduleSpecifier;
      if (specifier !== undefined && ts.isStringLiteral(specifier)) {
        found.push({ from: file, to: resolved(file, specifier.text), typeOnly: isTypeOnly(node) });
      }
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      const { literal } = node.argument;
      if (ts.isStringLiteral(literal)) {
        found.push({ from: file, to: resolved(file, literal.text), typeOnly: true });
      }
    }
    const called = calledWith(node);
    if (called !== undefined)
      found.push({ from: file, to: resolved(file, called), typeOnly: false });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isAllowed({ from, to, typeOnly }: Import, rule: Rule): boolean {
  const inProject = existsSync(join(ROOT, to)) && !to.startsWith('node_modules');
  if (!inProject) {
    return rule.packages.some(
      (name) =>
        name === '*' || to === name || to.startsWith(name.endsWith(':') ? name : `${name}/`),
    );
  }
  const own =
    dirname(from) === dirname(to) && (from.startsWith('miniprogram/') || from.startsWith(SHARED));
  if (own || rule.rooms.some((room) => to.startsWith(room))) return true;
  return typeOnly && (rule.types ?? []).some((room) => to.startsWith(room));
}

/** Declarations of what is not TypeScript have no imports of their own. */
const DECLARATIONS = /^miniprogram\/(typings|vendor)\//;

const ALL = projectFiles(['.ts', '.mjs']).filter((file) =>
  /^(cloudfunctions|miniprogram|sandbox|test|bench|scripts)\//.test(file),
);

describe('the import map', () => {
  it('sees imports of every kind', () => {
    const text = [
      "import { join } from 'node:path';",
      "import type { T0 } from '../support/orders';",
      "import { type MIXED } from '../support/orders';",
      "export { ROOT } from '../support/project-files';",
      "const lazily = () => import('../support/project-files');",
      "const old = require('../support/project-files');",
      "type Kind = typeof import('../support/orders').MIXED;",
    ].join('\n');
    const seen = importsOf('test/unit/imaginary.ts', text);
    expect(seen.map(({ to, typeOnly }) => [to, typeOnly])).toEqual([
      ['node:path', false],
      ['test/support/orders.ts', true],
      ['test/support/orders.ts', true],
      ['test/support/project-files.ts', false],
      ['test/support/project-files.ts', false],
      ['test/support/project-files.ts', false],
      ['test/support/orders.ts', true],
    ]);
  });

  it('has a row for every room', () => {
    const homeless = ALL.filter((file) => !MAP.some(([room]) => file.startsWith(room)));
    expect(homeless.filter((file) => !DECLARATIONS.test(file))).toEqual([]);
  });

  it('is kept', () => {
    const broken = ALL.flatMap((file) => {
      const rule = MAP.find(([room]) => file.startsWith(room))?.[1];
      return rule === undefined ? [] : importsOf(file).filter((each) => !isAllowed(each, rule));
    });
    expect(broken.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it('would notice', () => {
    const sandbox = MAP.find(([room]) => room === 'sandbox/')?.[1];
    const domain = MAP.find(([room]) => room === `${F}domain/`)?.[1];
    if (sandbox === undefined || domain === undefined) throw new Error('rooms are gone');
    const patients = MAP.find(([room]) => room === 'miniprogram/pages/')?.[1];
    if (patients === undefined) throw new Error('the pages are gone');
    const reach = {
      from: 'miniprogram/pages/x.ts',
      to: `${STAFF}services/desk.ts`,
      typeOnly: true,
    };
    expect(isAllowed(reach, patients)).toBe(false);
    const peek = { from: 'sandbox/x.ts', to: 'cloudfunctions/domain/order.ts', typeOnly: true };
    expect(isAllowed(peek, sandbox)).toBe(false);
    expect(isAllowed({ from: `${F}domain/x.ts`, to: 'node:crypto', typeOnly: false }, domain)).toBe(
      false,
    );
    expect(
      isAllowed({ from: `${F}domain/x.ts`, to: `${F}ports/clock.ts`, typeOnly: true }, domain),
    ).toBe(false);
  });
});
