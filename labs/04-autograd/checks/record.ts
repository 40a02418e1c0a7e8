import type { Probe } from "@downhill/grader/lab";
import type { Autograd } from "../autograd.ts";
import type { Node, Tape } from "../starter/autograd.ts";
import { entry, rounding } from "./tolerance.ts";

/** The tape holds every operation once, in the order of its application, with its inputs. */
export function checkRecord({ record, leaf, rules }: Autograd, probe: Probe): void {
  const tape: Tape = [];
  const x = leaf(tape, [[1, 2]]);
  const w = leaf(tape, [[3], [0.5]]);
  const s = record(tape, "matmul", [x, w]);
  const q = record(tape, "mul", [s, s]);
  const t = record(tape, "add", [q, s]);
  const named = new Map<Node, string>([[x, "x"], [w, "w"], [s, "s"], [q, "q"], [t, "t"]]); // prettier-ignore
  const names = (nodes: readonly Node[]): string => nodes.map((node) => named.get(node) ?? "?").join(" ");

  probe.close({ en: "value of s = x w", zh: "s = x w 的值" }, s.value, [[4]], rounding, entry);
  probe.close({ en: "value of q = s · s", zh: "q = s · s 的值" }, q.value, [[16]], rounding, entry);
  probe.close({ en: "value of t = q + s", zh: "t = q + s 的值" }, t.value, [[20]], rounding, entry);
  probe.equal({ en: "the tape, in order", zh: "记录带上依次是" }, names(tape), "s q t");
  probe.equal(
    { en: "operations on the tape", zh: "记录带上的运算" },
    tape.map(({ op }) => op).join(" "),
    "matmul mul add",
  );
  probe.equal({ en: "inputs of q = s · s", zh: "q = s · s 的输入" }, names(q.inputs), "s s");
  probe.equal({ en: "inputs of t = q + s", zh: "t = q + s 的输入" }, names(t.inputs), "q s");
  probe.holds(
    { en: "each node knows its tape", zh: "每个节点都记得自己的记录带" },
    [s, q, t].every((node) => node.tape === tape),
    {
      en: "put the tape itself into the node, not a copy",
      zh: "请把记录带本身放进节点，不要放副本",
    },
  );
  const own = rules.add([[1]], [[2]]);
  probe.holds(
    { en: "the node keeps the rule's vjp", zh: "节点保留规则给出的 vjp" },
    typeof t.vjp === typeof own.vjp,
    {
      en: "rules[op](…) answers both value and vjp; keep both",
      zh: "rules[op](…) 同时给出 value 与 vjp，两个都要保留",
    },
  );
}
