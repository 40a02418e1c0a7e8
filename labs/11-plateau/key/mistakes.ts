import { edit } from "@downhill/grader/mistakes";

const loop = "for (let from = 0; from + size <= losses.length; from += size) {";
const whole = "means.push(sum / size);";
const better = "reading < best - minDelta ? { best: reading, bad: 0 } : { best, bad: bad + 1 }";
const counted = "const counted = state.cooldown > 0 ? 0 : bad;";
const cut = "const cut = counted > settings.patience;";
const lower = "Math.max(settings.factor * state.learningRate, settings.minRate)";
const lowered = "cut ? Math.min(state.learningRate, lower) : state.learningRate";
const resting = "cooldown: cut ? settings.cooldown : Math.max(state.cooldown - 1, 0)";
const again = "const again = first * settings.shrink ** (resets + 1);";
const none =
  "if (next.learningRate >= settings.below || again < settings.below) return { ...next, first, resets };";
const afresh = "{ ...start(again), first, resets: resets + 1 }";
const turns = "while (since >= length) [since, length] = [since - length, length * cycles.growth];";
const wave = "(1 + Math.cos((Math.PI * since) / length))";

/** Wrong answers that people write, as edits of the solution; the explanations for learners are in feedback.md. */
export default [
  edit("sum-for-mean", "average", [whole, "means.push(sum);"]),
  edit(
    "unfinished-group",
    "average",
    [loop, loop.replace("from + size <= losses.length", "from < losses.length")],
    ["i < from + size; i++", "i < Math.min(from + size, losses.length); i++"],
  ),
  edit("last-group-lost", "average", [loop, loop.replace("<=", "<")]),
  edit("sliding-window", "average", [loop, loop.replace("from += size", "from++")]),
  edit(
    "mean-so-far",
    "average",
    ["let sum = 0;\n    for (let i = from;", "let sum = 0;\n    for (let i = 0;"],
    [whole, "means.push(sum / (from + size));"],
  ),

  edit("last-for-best", "track", [
    better,
    "reading < best - minDelta ? { best: reading, bad: 0 } : { best: reading, bad: bad + 1 }",
  ]),
  edit("margin-the-wrong-way", "track", [better, better.replace("best - minDelta", "best + minDelta")]),
  edit("margin-forgotten", "track", [better, better.replace("best - minDelta", "best + 0 * minDelta")]),
  edit("margin-relative", "track", [better, better.replace("best - minDelta", "best * (1 - minDelta)")]),
  edit("equal-is-better", "track", [better, better.replace("reading < best", "reading <= best")]),
  edit("count-not-reset", "track", [better, better.replace("bad: 0", "bad")]),
  edit("best-creeps", "track", [
    better,
    better.replace("{ best, bad:", "{ best: Math.min(best, reading), bad:"),
  ]),
  edit("nan-is-best", "track", [
    better,
    "reading >= best - minDelta ? { best, bad: bad + 1 } : { best: reading, bad: 0 }",
  ]),

  edit("patience-cuts-early", "reduce", [cut, cut.replace(">", ">=")]),
  edit("patience-counts-one-more", "reduce", [
    cut,
    cut.replace("settings.patience", "settings.patience + 1"),
  ]),
  edit("cooldown-ignored", "reduce", [counted, "const counted = bad;"]),
  edit("cooldown-one-short", "reduce", [counted, counted.replace("> 0", "> 1")]),
  edit("cooldown-counted-at-once", "reduce", [
    resting,
    "cooldown: Math.max((cut ? settings.cooldown : state.cooldown) - 1, 0)",
  ]),
  edit("cooldown-never-ends", "reduce", [resting, "cooldown: cut ? settings.cooldown : state.cooldown"]),
  edit("cooldown-only-bad", "reduce", [
    resting,
    "cooldown: cut ? settings.cooldown : Math.max(state.cooldown - (bad > 0 ? 1 : 0), 0)",
  ]),
  edit("best-forgotten", "reduce", [
    "    best,\n    bad: cut",
    "    best: cut ? Infinity : best,\n    bad: cut",
  ]),
  edit("best-frozen-in-cooldown", "reduce", [
    "    best,\n    bad: cut",
    "    best: state.cooldown > 0 ? state.best : best,\n    bad: cut",
  ]),
  edit("cooldown-skips-track", "reduce", [
    counted,
    "if (state.cooldown > 0) return { ...state, cooldown: state.cooldown - 1 };\n  const counted = bad;",
  ]),
  edit("count-kept", "reduce", ["bad: cut ? 0 : counted", "bad: counted"]),
  edit("below-minimum", "reduce", [lower, "settings.factor * state.learningRate"]),
  edit("raised-to-minimum", "reduce", [lowered, "cut ? lower : state.learningRate"]),
  edit("smaller-of-both", "reduce", [
    lower,
    "Math.min(settings.factor * state.learningRate, settings.minRate)",
  ]),
  edit("stops-above-minimum", "reduce", [
    lower,
    "settings.factor * state.learningRate < settings.minRate ? state.learningRate : settings.factor * state.learningRate",
  ]),

  edit("bound-included", "reset", [none, none.replace("next.learningRate >=", "next.learningRate >")]),
  edit("resets-forever", "reset", [none, none.replace(" || again < settings.below", "")]),
  edit("bound-refused", "reset", [none, none.replace("again < settings.below", "again <= settings.below")]),
  edit("reset-keeps-best", "reset", [
    afresh,
    "{ ...start(again), best: next.best, first, resets: resets + 1 }",
  ]),
  edit("reset-of-the-rate-alone", "reset", [
    afresh,
    "{ ...next, learningRate: again, first, resets: resets + 1 }",
  ]),
  edit("shrink-from-first", "reset", [again, again.replace("(resets + 1)", "resets")]),
  edit("shrink-ignored", "reset", [again, "const again = first;"]),
  edit("shrinks-once", "reset", [again, "const again = first * settings.shrink;"]),
  edit("first-moves", "reset", [afresh, "{ ...start(again), first: again, resets: resets + 1 }"]),
  edit(
    "first-shrinks",
    "reset",
    [again, "const again = first * settings.shrink;"],
    [afresh, "{ ...start(again), first: again, resets: resets + 1 }"],
  ),
  edit("resets-too-late", "reset", [none, none.replace("next.learningRate >=", "state.learningRate >=")]),
  edit("only-after-a-cut", "reset", [
    none,
    none.replace("if (", "if (next.learningRate === state.learningRate || "),
  ]),

  edit("keeps-old-t", "restarts", [wave, "(1 + Math.cos((Math.PI * step) / length))"]),
  edit("first-length", "restarts", [wave, wave.replace("/ length", "/ cycles.length")]),
  edit("growth-ignored", "restarts", [turns, turns.replace("length * cycles.growth", "length")]),
  edit("restart-late", "restarts", [turns, turns.replace(">=", ">")]),
  edit("whole-wave", "restarts", [wave, wave.replace("Math.PI * since", "2 * Math.PI * since")]),
  edit("final-added", "restarts", ["0.5 * (learningRate - final)", "0.5 * learningRate"]),
  edit("reaches-final", "restarts", [wave, wave.replace("/ length", "/ Math.max(length - 1, 1)")]),
  edit("radians-forgotten", "restarts", [wave, wave.replace("Math.PI", "180")]),
];
