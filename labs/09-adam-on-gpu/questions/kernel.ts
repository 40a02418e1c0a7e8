import { type Draw, question, stepAxis, type Text } from "@downhill/grader/questions";
import { type Binding, compileKernel, type KernelRun } from "@downhill/wgsl";
import { type Course, courses, interpreted, materialOf, names, type Path, pathOn } from "./courses.ts";
import { type AdapterAnswer, found, onAdapter } from "./devices.ts";
import {
  aboutComplaints,
  complaintsOf,
  type Complaints,
  heard,
  isRefused,
  wrongAccesses,
} from "./interpreted.ts";
import { interpreterGpu } from "./interpreter-gpu.ts";
import { firstDifference, hyperText, type Module, once, single } from "./numbers.ts";

const described = ({ about, hyper }: Course): Text => ({
  en: `${about.en}; ${hyperText(hyper)}`,
  zh: `${about.zh}；${hyperText(hyper)}`,
});
/** A value that is not a string is reported by the first question; here it counts as an empty program. */
const codeOf = ({ adamKernel }: Module): string => {
  const code: unknown = adamKernel();
  return typeof code === "string" ? code : "";
};

/** The kernel as it is read: what it declares, or why it cannot be. */
const declared = question<
  Module,
  {
    readonly kind: string;
    readonly refused?: Text;
    readonly bindings?: readonly string[];
    readonly invocations?: number;
  }
>({
  what: { en: "adamKernel()", zh: "adamKernel()" },
  ask: async ({ adamKernel }) => {
    const code: unknown = adamKernel();
    const kind =
      code === null
        ? "null"
        : Array.isArray(code)
          ? "a list"
          : code instanceof Promise
            ? "a promise"
            : typeof code;
    if (typeof code !== "string") return { kind };
    const kernel = await heard(() => compileKernel(code));
    if (isRefused(kernel)) return { kind, ...kernel };
    const bindings = kernel.bindings
      .toSorted((a, b) => a.binding - b.binding)
      .map(({ binding, access }) => `${binding} ${access}`);
    return { kind, bindings, invocations: kernel.workgroupSize.reduce((a, b) => a * b) };
  },
  judge({ kind, refused, bindings = [], invocations }, right) {
    if (kind !== "string") {
      return {
        en: `it must return the program as a string, but it returns ${kind}; write return \`…\`.`,
        zh: `应当返回字符串形式的程序，实际返回的是 ${kind}；请写 return \`…\`。`,
      };
    }
    if (refused !== undefined) return refused;
    const [have, want] = [bindings.join(", "), (right.bindings ?? []).join(", ")];
    if (have !== want)
      return {
        en: `the kernel declares the bindings ${have}; it must declare ${want}.`,
        zh: `内核声明的绑定是 ${have}，应为 ${want}。`,
      };
    return invocations === right.invocations
      ? undefined
      : {
          en: `a workgroup has ${invocations} invocations; it must have ${right.invocations}.`,
          zh: `一个工作组有 ${invocations} 次调用，应为 ${right.invocations} 次。`,
        };
  },
});

const all = once(async (module: Module, draw: Draw) => {
  const code = codeOf(module);
  const seen: Awaited<ReturnType<typeof interpreted>>[] = [];
  for (const course of courses) seen.push(await interpreted(code, materialOf(course, draw)));
  return seen;
});

const bindingsOf = (code: string): readonly Binding[] => compileKernel(code).bindings;

/** Accesses that no GPU forgives, in sentences; and as a note how many bytes the kernel moves. */
const memory = question<Module, { readonly complaints: Complaints; readonly bytes: number }>({
  what: { en: "what the kernel does to memory", zh: "内核对内存的访问" },
  ask: async (module, draw) => {
    const seen = await all(module, draw);
    const refused = seen.map(({ path }) => path).find(isRefused);
    if (refused !== undefined) return { complaints: refused, bytes: 0 };
    const { runs, elements } = seen[0]!;
    const uniforms = bindingsOf(codeOf(module))
      .filter(({ access }) => access === "uniform")
      .map(({ name }) => name);
    const moved = [...runs[0]!.traffic]
      .filter(([name]) => !uniforms.includes(name))
      .map(([, { read, written }]) => read + written);
    return {
      complaints: complaintsOf(seen.flatMap((each) => each.runs)),
      bytes: moved.reduce((a, b) => a + b, 0) / elements,
    };
  },
  judge: ({ complaints }) => aboutComplaints(complaints),
  note: ({ bytes }) => ({
    en: `counted: your kernel moves ${bytes.toFixed(0)} bytes per parameter`,
    zh: `计数：你的内核平均每个参数读写 ${bytes.toFixed(0)} 字节`,
  }),
});

const unwritten = {
  what: {
    en: "elements of p, m and v not written in the first step",
    zh: "第一步里 p、m、v 中没有写到的元素个数",
  },
  ask: async (module: Module, draw: Draw) => {
    const seen = await all(module, draw);
    const outputs = bindingsOf(codeOf(module))
      .toSorted((a, b) => a.binding - b.binding)
      .filter(({ access }) => access === "read_write");
    const counts = seen.flatMap(({ runs, elements }) =>
      outputs.map(({ name }, i) => [
        `${names[i]}: array<f32, ${elements}>`,
        runs[0]?.unwritten.get(name)?.length ?? 0,
      ]),
    );
    return Object.fromEntries(counts) as object;
  },
};

const wrong = {
  what: { en: "wrong accesses, for five lengths", zh: "错误访问的次数，共五种长度" },
  ask: async (module: Module, draw: Draw) => {
    const seen = await all(module, draw);
    return Object.fromEntries(
      seen.map(({ runs, elements }) => [`array<f32, ${elements}>`, wrongAccesses(runs)]),
    );
  },
};

/** The numbers that the kernel leaves. */
const numbersOf = (course: Course, i: number) => ({
  what: described(course),
  ask: async (module: Module, draw: Draw) => (await all(module, draw))[i]!.path,
  axes: [stepAxis],
  within: single,
});

/** One gradient that is NaN: its mean and square become NaN, its neighbours do not. */
const infected = {
  what: { en: "m, v and p where gradient 1 of 70 is NaN", zh: "70 个梯度中第 1 个是 NaN 时的 m、v 和 p" },
  ask: async (module: Module, draw: Draw) => {
    const material = materialOf({ ...courses[0]!, elements: () => 70 }, draw);
    material.gradients[0]![1] = NaN;
    const { path } = await interpreted(codeOf(module), material);
    if (isRefused(path)) return path;
    const { "p[1]": _, ...p } = path.p[0]!;
    return { m: path.m[0], v: path.v[0], p };
  },
  within: single,
  holds: ["NaN"] as const,
};

/**
 * Whether each element has its own invocation: with one gradient for five parameters, which invocations read past its
 * end? If the guard checks g, none do, and nothing is reported.
 */
const shared = question<Module, { readonly behind: readonly number[] }>({
  what: { en: "the invocations that work", zh: "参与计算的调用" },
  ask: async (module) => {
    const gpu: KernelRun[] = [];
    const device = interpreterGpu((run) => gpu.push(run));
    const settings = Float32Array.of(1, 0.5, 0.5, 0.5, 0.5, 1, 1, 1);
    const numbers = [5, 1, 5, 5].map((length) => new Float32Array(length));
    const buffers = [settings, ...numbers].map((each) => device.buffer(each));
    const ran = await heard(() => device.dispatch(device.kernel(codeOf(module)), buffers, 1));
    return {
      behind: isRefused(ran) ? [] : gpu.flatMap(({ faults }) => faults.map(({ invocation: [x] }) => x)),
    };
  },
  judge: ({ behind }) =>
    behind.length > 1 && new Set(behind).size === 1
      ? {
          en: `with five elements and one workgroup, invocation ${behind[0]} works on every element, one after another, and the other 63 have nothing to do. Give each element its own invocation.`,
          zh: `只有五个元素、一个工作组时，第 ${behind[0]} 号调用依次处理了所有元素，另外 63 次调用无事可做。应当让每个元素各由一次调用来处理。`,
        }
      : undefined,
});

/** The kernel on this machine's adapter, once the interpreter has found no fault. */
const adapter = question<Module, AdapterAnswer<Path>>({
  what: { en: "the kernel on the adapter", zh: "适配器上的内核" },
  costly: true,
  ask: async (module, draw) => {
    const code = codeOf(module);
    const material = materialOf(courses[0]!, draw);
    const { runs, path } = await interpreted(code, material);
    const clean = !isRefused(path) && wrongAccesses(runs) === 0;
    return onAdapter(found, path, clean, (gpu) => heard(() => pathOn(gpu, code, material)));
  },
  judge: ({ unknown, adapter: there }, { interpreter }) => {
    if (unknown !== undefined) return unknown;
    if (there === undefined) return undefined;
    return isRefused(there)
      ? there.refused
      : firstDifference(
          names.map((name) => there[name]),
          names.map((name) => (interpreter as Path)[name]),
          single,
        );
  },
  note: ({ on }) => on,
});

export const kernel = [
  declared,
  memory,
  shared,
  unwritten,
  wrong,
  ...courses.map(numbersOf),
  infected,
  adapter,
];
