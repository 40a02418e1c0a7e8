import { asked, kept, sampled, stepAxis, typed } from "@downhill/grader/questions";
import type { Outcome, Problem, Vector } from "../key/solution.ts";
import { bowl, type Module } from "./asking.ts";
import { axes, drawn, names, parabola, parts } from "./descents.ts";

/** What a descent asks for, what it leaves alone, and how large it may be. */
export const descentsKept = asked<Module>(
  {
    what: {
      en: "descend: calls of loss and gradient, and the lists afterwards",
      zh: "descend 求损失和求梯度的次数，以及事后的各个列表",
    },
    ask({ descend }) {
      return Object.fromEntries(
        [
          [0.1, 2, 1],
          [3, 2, 1],
          [0.1, 0, 0],
        ].map(([learningRate = 0, ...x0]) => {
          const [start, slopes] = [typed(x0), [] as Vector[]];
          const { loss, gradient } = bowl([1, 2]);
          let losses = 0;
          const problem: Problem = {
            loss: (x) => (losses++, loss(x)),
            gradient: (x) => {
              const answer = gradient(x);
              slopes.push(answer);
              return answer;
            },
          };
          const options = { learningRate, steps: 6, growth: 1e4 };
          const answer = descend(problem, x0, options);
          const seen = {
            calls: [losses, slopes.length],
            "x0 afterwards": [...x0],
            "slopes afterwards": slopes.map((each) => [...each]),
            "options afterwards": { ...options },
          };
          x0.fill(99);
          for (const each of slopes) each.fill(99);
          return [`learningRate: ${learningRate}, x0: ${start}`, { ...seen, answer: parts(answer) }];
        }),
      );
    },
    axes: [stepAxis, ...axes],
    names: {
      ...names,
      "x0 afterwards": { en: "x0 afterwards", zh: "之后的 x0" },
      "slopes afterwards": { en: "the slopes afterwards", zh: "之后的斜率列表" },
      "options afterwards": { en: "the options afterwards", zh: "之后的 options" },
    },
  },
  {
    what: {
      en: "the answer once x0 was overwritten, where x0 itself was the lowest point",
      zh: "最低点就是 x0 时，把 x0 改掉之后的返回值",
    },
    ask({ descend }) {
      return [0, 3].map((steps) => {
        const x0 = [2, 1];
        const answer = descend(bowl([1, 2]), x0, { learningRate: 4, steps, growth: 10 });
        x0.fill(99);
        return parts(answer);
      });
    },
    axes: [{ en: "call", zh: "次" }, ...axes],
    names,
  },
  {
    what: {
      en: "two descents run alternately, each answer checked again at the end",
      zh: "两次下降轮流进行，每次的返回值到最后再看一遍",
    },
    ask({ descend }, draw) {
      const runs = [drawn(draw, 2, 0.05, 0.15), drawn(draw, 2, 3, 6)];
      return [...runs, ...runs].map(([problem, , x0, options]) =>
        kept(parts(descend({ ...problem }, [...x0], { ...options }))),
      );
    },
    axes: [{ en: "call", zh: "次" }, ...axes],
    names,
  },
  {
    what: { en: "descend in 50,000 coordinates", zh: "descend，50,000 个坐标" },
    ask({ descend }, draw) {
      const [size, at] = [50_000, draw.uniform(1, 2)];
      const problem: Problem = {
        loss: (x) => x.reduce((sum, each) => sum + each * each, 0) / 2,
        gradient: (x) => x.map((each) => each),
      };
      const x0 = Array.from({ length: size }, (_, i) => at + (i % 7));
      const answer = descend(problem, x0, { learningRate: 0.25, steps: 3, growth: 10 }) as
        Partial<Outcome> | undefined;
      return { status: answer?.status, losses: answer?.losses, x: sampled(answer?.x, 5000) };
    },
    axes,
    names,
    costly: true,
  },
  {
    what: { en: "descend, 15,000 steps", zh: "descend，15,000 步" },
    ask({ descend }) {
      const options = { learningRate: 0.001, steps: 15_000, growth: 10 };
      const answer = descend({ ...parabola }, [0], options) as Partial<Outcome> | undefined;
      return { status: answer?.status, losses: sampled(answer?.losses, 1500), x: answer?.x };
    },
    axes,
    names,
    costly: true,
  },
);
