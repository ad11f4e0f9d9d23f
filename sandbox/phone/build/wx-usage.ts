/**
 * Finds the members of `wx` that a script uses and reports those that the preview does not simulate.
 * A look at the source, not at run time: a member that only a rare branch uses is found too.
 */

import ts from 'typescript';
import { absent, simulated, simulatedCloud } from '../wx/surface';
import { type Diagnostics, placeAt } from './diagnostics';

const KNOWN = new Set<string>([...simulated, ...absent]);
const KNOWN_CLOUD = new Set<string>(simulatedCloud);

export function checkWxUsage(file: string, text: string, diagnostics: Diagnostics): void {
  if (!/\bwx\b/.test(text)) return;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const visit = (node: ts.Node): void => {
    for (const [path, at] of membersIn(node)) {
      const [member = '', inner] = path.split('.');
      const known =
        member === 'cloud' && inner !== undefined ? KNOWN_CLOUD.has(inner) : KNOWN.has(member);
      if (known) continue;
      const place = placeAt(text, at.getStart(source));
      diagnostics.error(file, `wx.${path} is not simulated by the preview`, place);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

function membersIn(node: ts.Node): [string, ts.Node][] {
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    const name = memberName(node);
    if (name === undefined) return [];
    const target = bare(node.expression);
    if (isWx(target)) return [[name, node]];
    const isCloud =
      (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) &&
      isWx(bare(target.expression)) &&
      memberName(target) === 'cloud';
    return isCloud ? [[`cloud.${name}`, node]] : [];
  }
  if (
    ts.isVariableDeclaration(node) &&
    ts.isObjectBindingPattern(node.name) &&
    node.initializer !== undefined &&
    isWx(bare(node.initializer))
  ) {
    return node.name.elements.map((element): [string, ts.Node] => [
      (element.propertyName ?? element.name).getText(),
      element,
    ]);
  }
  return [];
}

function isWx(node: ts.Node): boolean {
  return ts.isIdentifier(node) && node.text === 'wx';
}

function memberName(
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  return ts.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : undefined;
}

/** The expression without parentheses, assertions and `!`. */
function bare(expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isNonNullExpression(inner)
  ) {
    inner = inner.expression;
  }
  return inner;
}
