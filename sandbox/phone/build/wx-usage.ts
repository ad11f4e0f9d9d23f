/**
 * Finds the members of `wx` that a script uses and reports those that the preview does not simulate.
 * A look at the source, not at run time: a member that only a rare branch uses is found too.
 */

import ts from 'typescript';
import { absent, simulated, simulatedCloud, simulatedFiles } from '../wx/surface';
import { type Diagnostics, placeAt } from './diagnostics';

const KNOWN = new Set<string>([...simulated, ...absent]);
const KNOWN_CLOUD = new Set<string>(simulatedCloud);
const KNOWN_FILES = new Set<string>(simulatedFiles);
const FILES = 'getFileSystemManager()';

export function checkWxUsage(file: string, text: string, diagnostics: Diagnostics): void {
  if (!/\bwx\b/.test(text)) return;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const visit = (node: ts.Node): void => {
    for (const [path, at] of membersIn(node)) {
      const [member = '', inner] = path.split('.');
      if (isKnown(member, inner)) continue;
      const place = placeAt(text, at.getStart(source));
      diagnostics.error(file, `wx.${path} is not simulated by the preview`, place);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

function isKnown(member: string, inner: string | undefined): boolean {
  if (inner === undefined) return KNOWN.has(member);
  return member === FILES ? KNOWN_FILES.has(inner) : KNOWN_CLOUD.has(inner);
}

function membersIn(node: ts.Node): [string, ts.Node][] {
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    const name = memberName(node);
    if (name === undefined) return [];
    const target = bare(node.expression);
    if (isWx(target)) return [[name, node]];
    const owner = ownerOf(target);
    return owner === undefined ? [] : [[`${owner}.${name}`, node]];
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

/** `wx.cloud` and `wx.getFileSystemManager()` have members of their own. */
function ownerOf(target: ts.Expression): string | undefined {
  const called = ts.isCallExpression(target);
  const access = called ? bare(target.expression) : target;
  if (!ts.isPropertyAccessExpression(access) && !ts.isElementAccessExpression(access)) {
    return undefined;
  }
  if (!isWx(bare(access.expression))) return undefined;
  const name = memberName(access);
  if (called) return name === 'getFileSystemManager' ? FILES : undefined;
  return name === 'cloud' ? name : undefined;
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
