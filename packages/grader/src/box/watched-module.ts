/** What is told of each call of the learner's functions. */
export interface Watch {
  /** A function is called, which has this place among the lab's names, or -1; returns what `leave` gets. */
  enter(at: number): number;
  leave(outer: number): void;
}

/**
 * The learner's module as questions see it: a watch is told of each call of its functions, so that it is known whether
 * the box was inside the learner's code when it was stopped, and in which function.
 */
export function watchedModule(module: object, watch: Watch, names: readonly string[]): object {
  const wrapped = new Map<unknown, unknown>();
  const { isPromise } = promises;
  const guard = (f: (...args: unknown[]) => unknown, at: number): unknown => {
    const during = (call: () => unknown): unknown => {
      const outer = watch.enter(at);
      let waits = false;
      const leave = (): void => watch.leave(outer);
      try {
        const value = call();
        if (!isPromise(value)) return value;
        waits = true;
        return promises.after(value, leave);
      } finally {
        if (!waits) leave();
      }
    };
    return new Proxy(f, {
      apply: (target, self, args: unknown[]) => during(() => Reflect.apply(target, self, args)),
      construct: (target, args: unknown[], made) =>
        during(() => Reflect.construct(target, args, made) as unknown) as object,
    });
  };
  const seenModule = {};
  for (const name of Object.keys(module)) {
    Object.defineProperty(seenModule, name, {
      enumerable: true,
      get() {
        const value = (module as Record<string, unknown>)[name];
        if (typeof value !== "function") return value;
        if (!wrapped.has(value)) wrapped.set(value, guard(value as () => unknown, names.indexOf(name)));
        return wrapped.get(value);
      },
    });
  }
  return seenModule;
}

// oxlint-disable-next-line typescript/unbound-method -- called on a promise below, as it was before the learner's code
const { then } = Promise.prototype;
const promises = {
  isPromise: (value: unknown): value is Promise<unknown> => value instanceof Promise,
  /** The same promise, but `done` is called first when it settles: a rejection that is handled later counts as handled. */
  after: (promise: Promise<unknown>, done: () => void): unknown =>
    Reflect.apply(then, promise, [
      (value: unknown) => {
        done();
        return value;
      },
      (error: unknown) => {
        done();
        throw error;
      },
    ]),
};
