import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { colors, wantsColor } from "@downhill/grader";
import { Killing, mistakeText } from "@downhill/grader/gate";
import { byNames } from "./mutants/by-names.ts";
import { byOperators } from "./mutants/by-operators.ts";
import { type Equivalent, type Mutant, mutated, named, regionsOf } from "./mutants/mutant.ts";

/*
 * Mutants of one lab: `node scripts/mutants.ts labs/NN-name`. Its solution is mutated automatically, and its mistakes
 * are combined in pairs; each must fail under each of three seeds, or be listed in test/labs/equivalents/ with a
 * reason.
 */
const root = path.resolve(import.meta.dirname, "..");
const folder = path.resolve(process.argv[2] ?? ".");
const lab = path.basename(folder);
const paint = colors(wantsColor(process.env, process.stdout.isTTY));
const share = 0.08;

const file = path.join(root, "test", "labs", "equivalents", `${lab}.json`);
const excused = (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : []) as (Equivalent & {
  pair?: string;
})[];
const solution = readFileSync(path.join(folder, "key", "solution.ts"), "utf8");
const regions = regionsOf(solution);
const taskOf = ({ from, to }: Mutant): string | undefined =>
  regions.find((region) => region.from <= from && to <= region.to)?.task;
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const killing = await Killing.of(folder);
const faults: string[] = [];
try {
  const mutants = [...(await byOperators(solution)), ...byNames(solution)];
  const texts = new Set<string>();
  const used = new Set<object>();
  let count = 0;
  for (const mutant of mutants) {
    const task = taskOf(mutant);
    const text = mutated(solution, mutant);
    if (task === undefined || text === solution || texts.has(text)) continue;
    texts.add(text);
    count++;
    const { line, from, to } = named(solution, mutant);
    const excuse = excused.find((each) => each.line === line && each.from === from && each.to === to);
    if (excuse !== undefined) used.add(excuse);
    else if (!(await killing.dies({ text, task }))) faults.push(JSON.stringify({ line, from, to, why: "" }));
  }
  let pairs = 0;
  const mistakes = await killing.keys[0]!.mistakes();
  for (const [i, a] of mistakes.entries()) {
    for (const b of mistakes.slice(i + 1).filter(({ task }) => task === a.task)) {
      const text = mistakeText(solution, a, b);
      if (text === undefined) continue;
      const pair = `${a.id}+${b.id}`;
      const excuse = excused.find((each) => each.pair === pair);
      pairs++;
      if (excuse !== undefined) used.add(excuse);
      else if (!(await killing.dies({ text, task: a.task }))) faults.push(JSON.stringify({ pair, why: "" }));
    }
  }
  const equivalents = excused.filter((each) => each.pair === undefined).length;
  for (const each of excused)
    if (!used.has(each)) faults.push(`no such mutant any more: ${JSON.stringify(each)}`);
  if (equivalents > share * count)
    faults.push(`${equivalents} equivalents of ${count} mutants are more than 8 %`);
  print(
    `${faults.length === 0 ? paint.green("✓") : paint.red("✗")} ${lab}: ${count} mutants, ${equivalents} of them equivalent; ${pairs} pairs of mistakes`,
  );
} finally {
  killing.close();
}
for (const fault of faults) print(`    ✗ ${fault}`);
process.exitCode = faults.length === 0 ? 0 : 1;
