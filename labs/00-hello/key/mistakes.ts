import { but, edit } from "@downhill/grader/mistakes";

interface Seen {
  readonly losses: readonly number[];
  readonly spread: readonly number[];
  readonly moved: readonly number[];
}
type When = (answers: readonly unknown[]) => boolean;

const rate = "learningRate: 0.002";
const learning: (test: (seen: Seen) => boolean) => When =
  (test) =>
  ([, seen]) => test(seen as Seen);
const rose = ({ losses }: Seen): boolean => losses.some((loss) => !(loss <= 1.5 * losses[0]!));
const alike = ({ spread }: Seen): boolean => spread.every((each) => each === 0);
const below = ({ losses }: Seen): boolean => losses.at(-1)! < 2;

/* None has numbers of its own that are wrong: many settings are right. So each is recognised by what it does. */
export default [
  but(edit("learning-rate-zero", "settings", [rate, "learningRate: 0"]), {
    when: ([learningRate]) => (learningRate as { value: unknown }).value === 0,
  }),
  but(edit("learning-rate-too-large", "learns", [rate, "learningRate: 10"]), { when: learning(rose) }),
  but(edit("learning-rate-too-small", "learns", [rate, "learningRate: 1e-7"]), {
    when: learning((seen) => !rose(seen) && !alike(seen) && !below(seen) && seen.moved.every((far) => far > 0 && far < 1e-3)),
  }),
  but(
    edit(
      "zero-weights",
      "learns",
      ['import { dense, heNormal,', 'import { allZeros, dense,'],
      ["{ init: heNormal }), relu, dense(settings.hidden, 10)", "{ init: allZeros }), relu, dense(settings.hidden, 10, { init: allZeros })"],
    ),
    { when: learning((seen) => seen.spread.length > 1 && alike(seen) && seen.moved.every((far) => far === 0)) },
  ),
];
