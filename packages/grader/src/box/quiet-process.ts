/** The parts of `process` that no lab needs and that could reach beyond the box. */
const needless = [
  "kill",
  "_kill",
  "abort",
  "reallyExit",
  "binding",
  "_linkedBinding",
  "dlopen",
  "getBuiltinModule",
  "mainModule",
  "report",
  "send",
  "disconnect",
  "chdir",
  "setuid",
  "setgid",
  "seteuid",
  "setegid",
  "setgroups",
  "initgroups",
  "umask",
  "loadEnvFile",
  "_debugProcess",
  "_debugEnd",
  "_startProfilerIdleNotifier",
  "_getActiveHandles",
  "_getActiveRequests",
  "channel",
  "permission",
  "stdin",
  "ppid",
  "constrainedMemory",
  "execve",
  "setSourceMapsEnabled",
] as const;

/** Removes from `process` everything that could reach beyond the box; `exit` is reported before it happens. */
export function quietProcess(onExit: (code: unknown) => never): void {
  for (const name of needless) {
    try {
      Object.defineProperty(process, name, { value: undefined, configurable: false, writable: false });
    } catch {
      // Some cannot be removed on some versions of Node; those are harmless getters.
    }
  }
  process.exit = onExit;
}
