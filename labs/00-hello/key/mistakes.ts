import { but, edit } from "@downhill/grader/mistakes";

interface Seen {
  readonly losses: readonly number[];
  readonly largest: readonly number[];
}
interface Reach {
  readonly learningRate: number;
  readonly updates: readonly number[];
}
type When = (answers: readonly unknown[]) => boolean;

const rate = "learningRate: 0.002";
/** Whether each of these numbers passes; false if there are none. */
const all = (numbers: readonly number[], test: (each: number) => boolean): boolean =>
  numbers.length > 0 && numbers.every(test);
const learning: (test: (seen: Seen, reach: Reach) => boolean) => When =
  (test) =>
  ([, seen, , reach]) =>
    test(seen as Seen, reach as Reach);
/** The optimizer descends by at most the rate: only the rate can be at fault. */
const byTheRate = ({ learningRate, updates }: Reach): boolean =>
  all(updates, (update) => update < 0 && -update <= 1.01 * learningRate);
const ordinary = ({ losses, largest }: Seen): boolean =>
  losses[0]! < 4 && all(largest, (each) => each > 0 && each < 2);
const rose = ({ losses }: Seen): boolean => losses.some((loss) => !(loss <= 1.5 * losses[0]!));

/* Many settings are right, so none of these mistakes has specific wrong numbers; each is recognised by what it does. */
export default [
  but(edit("learning-rate-zero", "settings", [rate, "learningRate: 0"]), {
    when: ([learningRate]) => (learningRate as { value: unknown }).value === 0,
  }),
  but(edit("learning-rate-too-large", "learns", [rate, "learningRate: 10"]), {
    when: learning(
      (seen, reach) => rose(seen) && ordinary(seen) && byTheRate(reach) && reach.learningRate >= 0.1,
    ),
  }),
  but(edit("learning-rate-too-small", "learns", [rate, "learningRate: 1e-7"]), {
    when: learning(
      (seen, reach) => !rose(seen) && ordinary(seen) && byTheRate(reach) && reach.learningRate < 1e-4,
    ),
  }),
  but(
    edit(
      "zero-weights",
      "learns",
      ["import { dense, heNormal,", "import { allZeros, dense,"],
      [
        "{ init: heNormal }), relu, dense(settings.hidden, 10)",
        "{ init: allZeros }), relu, dense(settings.hidden, 10, { init: allZeros })",
      ],
    ),
    { when: learning(({ largest }) => largest.length > 1 && all(largest, (each) => each === 0)) },
  ),
];
