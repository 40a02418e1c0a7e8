import { writeFileSync, existsSync, readFileSync } from "node:fs";
import { runs, seeds, trained, warmed, marks, sharpnessAfter, type Name } from "./runs.ts";
const f = "/tmp/lab10/rec.json";
const out: any = existsSync(f) ? JSON.parse(readFileSync(f, "utf8")) : { runs: {}, sharpness: {} };
const short = (v: number) => Number(v.toPrecision(5));
const save = () => writeFileSync(f, JSON.stringify(out) + "\n");
for (const name of Object.keys(runs) as Name[])
  for (const seed of seeds) {
    if (out.runs[name]?.[seed]) continue;
    const { losses, accuracies } = await trained(name, seed);
    (out.runs[name] ??= [])[seed] = { losses: losses.map(short), accuracies: accuracies.map(short) };
    save();
    console.log(
      name,
      seed,
      losses.at(-1)!.toFixed(3),
      accuracies.at(-1)!.toFixed(3),
      new Date().toISOString(),
    );
  }
for (const [name, schedule] of Object.entries(warmed))
  for (const seed of seeds) {
    if (out.sharpness[name]?.[seed]) continue;
    const v: number[] = [];
    for (const k of marks) v.push(short(await sharpnessAfter(schedule, k, seed)));
    (out.sharpness[name] ??= [])[seed] = v;
    save();
    console.log(name, seed, v.join(" "));
  }
