/**
 * WXS is not JavaScript: `x.constructor` is the name of a type as a string, regular expressions and dates are made by
 * getRegExp and getDate, and required paths end in .wxs. This turns a module into JavaScript that behaves so.
 * Source: WeChat's WXS reference (数据类型, 基础类库).
 */

import ts from 'typescript';

/** Put once in front of the compiled templates. */
export const WXS_RUNTIME = `
var getRegExp = function (pattern, flags) { return new RegExp(pattern, flags); };
var getDate = function () { return new (Function.prototype.bind.apply(Date, [null].concat([].slice.call(arguments))))(); };
var __wxsConstructor = function (value) {
  return Object.prototype.toString.call(value).slice(8, -1);
};
`;

/** One module's source as JavaScript for glass-easel's template group. */
export function compileWxs(source: string): string {
  const parsed = ts.createSourceFile('module.js', source, ts.ScriptTarget.ES2020, true);
  const result = ts.transform(parsed, [rewrite]);
  const [changed] = result.transformed;
  const text = changed === undefined ? source : ts.createPrinter().printFile(changed);
  result.dispose();
  return text;
}

/** The first syntax error of a module, or undefined. Offsets count from the start of the module. */
export function wxsSyntaxError(
  source: string,
): { readonly message: string; readonly offset: number } | undefined {
  const { diagnostics } = ts.transpileModule(source, {
    reportDiagnostics: true,
    compilerOptions: { allowJs: true, target: ts.ScriptTarget.ES2020 },
    fileName: 'module.js',
  });
  const first = diagnostics?.[0];
  if (first === undefined) return undefined;
  return {
    message: ts.flattenDiagnosticMessageText(first.messageText, '\n'),
    offset: first.start ?? 0,
  };
}

/** The paths a module requires, as written. */
export function wxsRequires(source: string): string[] {
  return [...source.matchAll(/\brequire\(\s*["']([^"']+)["']\s*\)/g)].map(
    (found) => found[1] ?? '',
  );
}

function rewrite(context: ts.TransformationContext): (file: ts.SourceFile) => ts.SourceFile {
  const { factory } = context;
  const visit = (node: ts.Node): ts.Node => {
    const inner = ts.visitEachChild(node, visit, context);
    if (ts.isPropertyAccessExpression(inner) && inner.name.text === 'constructor') {
      return factory.createCallExpression(factory.createIdentifier('__wxsConstructor'), undefined, [
        inner.expression,
      ]);
    }
    if (isRequire(inner)) {
      const path = inner.arguments[0];
      if (path !== undefined && ts.isStringLiteral(path)) {
        return factory.updateCallExpression(inner, inner.expression, undefined, [
          factory.createStringLiteral(path.text.replace(/\.wxs$/, '')),
        ]);
      }
    }
    return inner;
  };
  return (file) => ts.visitEachChild(file, visit, context);
}

function isRequire(node: ts.Node): node is ts.CallExpression {
  return (
    ts.isCallExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'require'
  );
}
