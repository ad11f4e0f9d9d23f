/** Whether two values are the same once they are JSON: what is undefined is not there. */
export function isSameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  if (left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((one, at) => isSameJson(one, right[at]));
  }
  return isWithin(left as Named, right as Named) && isWithin(right as Named, left as Named);
}

type Named = Readonly<Record<string, unknown>>;

/** Whether all that `part` has is the same in `whole`. */
function isWithin(part: Named, whole: Named): boolean {
  for (const name in part) {
    const value = part[name];
    if (value !== undefined && !isSameJson(value, whole[name])) return false;
  }
  return true;
}
