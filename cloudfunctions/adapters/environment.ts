/** Settings and keys come from the environment of the function, and from nowhere else. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Only the named variables: what a function does not name, its wiring never sees. */
export function readEnvironment(names: readonly string[]): Environment {
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}
