import { outcome, question, type Question } from "@downhill/grader/questions";
import type { Problem, Vector } from "../key/solution.ts";
import type { Module } from "./asking.ts";
import { patient, told } from "./descents.ts";
import { parabola } from "./problems.ts";

const bad = [0, -0.1, -Infinity, Infinity, NaN] as const;
const good = { ...patient, maxIterations: 2 };

/** What a call threw; an error that is only returned does not count. */
const thrown = (call: () => unknown): unknown => outcome(() => ({ returned: told(call()) }));

/** A problem, and how often its loss and its gradient were asked for. */
const counted = ({
  loss,
  gradient,
}: Problem): readonly [problem: Problem, calls: { loss: number; gradient: number }] => {
  const calls = { loss: 0, gradient: 0 };
  const problem = {
    loss: (x: Vector): number => (calls.loss++, loss(x)),
    gradient: (x: Vector): Vector => (calls.gradient++, gradient(x)),
  };
  return [problem, calls];
};

/** Learning rates that `descend` refuses: by an error, before it looks at the problem, in words that help. */
export const refused: readonly Question<Module>[] = [
  {
    what: { en: "learning rates that make no sense", zh: "不合理的学习率" },
    ask: ({ descend }) =>
      Object.fromEntries(
        bad.map((learningRate) => [
          `learningRate: ${learningRate}`,
          {
            "x0 = 0": thrown(() => descend(parabola(), [0], { ...good, learningRate })),
            "x0 = 3": thrown(() => descend(parabola(), [3], { ...good, learningRate, maxIterations: 0 })),
          },
        ]),
      ),
    holds: ["error"],
  },
  {
    what: {
      en: "calls to loss and gradient before a bad rate is rejected",
      zh: "拒绝不合理的学习率之前，loss 和 gradient 被调用的次数",
    },
    ask: ({ descend }) =>
      Object.fromEntries(
        bad.map((learningRate) => {
          const [problem, calls] = counted(parabola());
          thrown(() => descend(problem, [0], { ...good, learningRate }));
          return [`learningRate: ${learningRate}`, calls];
        }),
      ),
  },
  question<Module, readonly unknown[]>({
    what: { en: "the error messages for bad rates", zh: "关于不合理学习率的报错信息" },
    ask: ({ descend }) =>
      bad.map((learningRate) => {
        const refused = thrown(() => descend(parabola(), [0], { ...good, learningRate }));
        return refused instanceof Error ? refused.message : refused;
      }),
    judge: (messages) =>
      messages.every((message) => typeof message === "string" && /learning[\s_-]?rate|学习率/i.test(message))
        ? undefined
        : {
            en: 'each must contain "learning rate", so that the reader knows what to change.',
            zh: "其中都应当出现“learning rate”或“学习率”，读到的人才知道该改什么。",
          },
  }),
];
