/**
 * Lets `Date.now()`, `new Date()` and `Date()` of this thread tell the sandbox's time, so that
 * functions under test stay as they are. Dates made so are real dates.
 */

export function installClock(offsetMs: () => number): void {
  const RealDate = Date;
  const realNow = Date.now.bind(Date);
  const now = () => realNow() + offsetMs();
  const SandboxDate = new Proxy(RealDate, {
    construct(target, args: unknown[], newTarget) {
      const made: unknown = Reflect.construct(
        target,
        args.length === 0 ? [now()] : args,
        newTarget === SandboxDate ? target : newTarget,
      );
      return made as object;
    },
    apply: () => new RealDate(now()).toString(),
  });
  RealDate.now = now;
  RealDate.prototype.constructor = SandboxDate;
  globalThis.Date = SandboxDate;
}
