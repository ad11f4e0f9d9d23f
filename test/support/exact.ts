/** Holds two types to be the same, at compile time: `isExactly<Exact<A, B>>(true)`. */

type Plain = string | number | boolean | null | undefined;

/** The type without `readonly`s of its own, all the way down. */
type Deep<T> = T extends Plain
  ? T
  : T extends readonly (infer E)[]
    ? readonly Deep<E>[]
    : { readonly [K in keyof T]: Deep<T[K]> };

/** The same with every key there: a key that is optional and missing on one side shows. */
type Whole<T> = T extends Plain
  ? T
  : T extends readonly (infer E)[]
    ? readonly Whole<E>[]
    : { readonly [K in keyof T]-?: Whole<T[K]> };

type Mutual<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** True if both are the same but for `readonly`. */
export type Exact<A, B> =
  Mutual<Deep<A>, Deep<B>> extends true ? Mutual<Whole<A>, Whole<B>> : false;

/** Compiles only with the value that T has. */
export function isExactly<T extends boolean>(value: T): T {
  return value;
}
