import { readFileSync } from "node:fs";
import { onPlateau, reset } from "@downhill/schedules";
import { formulaOf } from "./formula.ts";
import { names } from "./names.ts";
import type { LawProof, Row } from "./row.ts";
import { librariesOf, type Source } from "./source.ts";

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");

/** Between two resets the rate follows the inner schedule, restarted. */
function lawOfReset(): LawProof {
  const inside = onPlateau({ factor: 0.3, patience: 1 });
  const outside = reset(inside, { below: 0.01, shrink: 0.7 });
  let [state, alone] = [outside.init(0.1), inside.init(0.1)];
  let [resets, difference] = [0, 0];
  for (let step = 0; step < 200; step++) {
    const loss = 1 + ((step * 7) % 5);
    [state, alone] = [outside.update(state, loss), inside.update(alone, loss)];
    if (alone.learningRate < 0.01 && 0.1 * 0.7 ** (resets + 1) >= 0.01)
      alone = inside.init(0.1 * 0.7 ** ++resets);
    difference = Math.max(difference, Math.abs(state.learningRate - alone.learningRate) / 0.1);
  }
  if (resets < 3) throw new Error(`the law of reset saw ${resets} resets; feed it losses that stagnate`);
  return {
    tex: String.raw`\eta_t = \eta^{\text{inner}}_{t - t_r}, \quad \eta^{\text{inner}}_0 = k^r \eta_0`,
    difference,
  };
}

/**
 * The schedules. Their differences are stated in the README of their package, whose own test measures them in each run.
 */
export function schedules(): Row[] {
  const page = read("packages/schedules/README.md");
  const { source } = JSON.parse(read("test/oracles/schedules.json")) as { source: Source };
  return names.schedule.map((name): Row => {
    const row = { kind: "schedule", name, tex: [formulaOf("schedules", name)] } as const;
    if (name === "reset") return { ...row, law: lawOfReset() };
    const stated = new RegExp(`^\\| \`${name}\\(.*\\| *(0|\\d+e-\\d+) *\\|$`, "m").exec(page)?.[1];
    if (stated === undefined)
      throw new Error(`packages/schedules/README.md states no difference of ${name}; give it a row there`);
    return { ...row, oracle: { libraries: librariesOf(source), difference: Number(stated) } };
  });
}
