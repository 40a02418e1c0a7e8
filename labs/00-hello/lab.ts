import { defineLab } from "@downhill/grader/lab";
import { checkLearns, checkRecognises, checkSettings } from "./checks.ts";
import type { HelloModule } from "./hello-module.ts";
import { mistakes } from "./misconceptions.ts";
import { draw } from "./picture.ts";

export default defineLab<HelloModule>({
  id: "00-hello",
  title: { en: "Hello, training", zh: "你好，训练" },
  summary: {
    en: "Watch a small network learn to name clothes, then change one number and watch again.",
    zh: "看一个小网络学会辨认衣物，再改一个数，看看有什么不同。",
  },
  minutes: 10,
  prerequisites: [],
  rows: ["model building, initialisation, training, evaluation (Keras SimpleNet, BigModel)"],
  file: "hello.ts",
  solvedBeforehand: true,
  tasks: [
    {
      id: "settings",
      title: { en: "Settings that can be", zh: "设置合理" },
      points: 30,
      anchor: "settings",
      hints: [
        {
          en: "Which of the five numbers did you change last? The report names the one that cannot be.",
          zh: "五个数里，你最后改的是哪一个？评分结果会指出不合理的那个。",
        },
        {
          en: "The learning rate is any number above 0; the others are counts, so they are whole.",
          zh: "学习率是大于 0 的任意数；其余都是个数，必须是整数。",
        },
        {
          en: "`learningRate: 0.002, hidden: 128, batchSize: 64, epochs: 8, seed: 0`",
          zh: "`learningRate: 0.002, hidden: 128, batchSize: 64, epochs: 8, seed: 0`",
        },
      ],
      check: checkSettings,
    },
    {
      id: "learns",
      title: { en: "The loss falls", zh: "损失在下降" },
      points: 40,
      anchor: "learns",
      hints: [
        {
          en: "Look at the curve: does it fall, lie flat, or climb?",
          zh: "看看曲线：是在下降，是平的，还是在上升？",
        },
        {
          en: "Climbing means that the steps are too long; flat, that they are too short, or that all weights began alike.",
          zh: "上升说明步子太大；平的说明步子太小，或者所有权重一开始就相同。",
        },
        {
          en: "A learning rate from 0.0005 to 0.01 and `init: heNormal` learn well here.",
          zh: "这里学习率取 0.0005 到 0.01，配上 `init: heNormal`，就学得不错。",
        },
      ],
      check: checkLearns,
    },
    {
      id: "recognises",
      title: { en: "It names clothes it has never seen", zh: "认得没见过的衣物" },
      points: 30,
      anchor: "recognises",
      hints: [
        {
          en: "Is the loss falling at all? Without that nothing is recognised.",
          zh: "损失降下去了吗？降不下去，就什么也认不出来。",
        },
        {
          en: "The last layer must give one score per class, and there are ten classes.",
          zh: "最后一层要给每个类别一个分数，一共十个类别。",
        },
        {
          en: "`sequential(dense(784, settings.hidden, { init: heNormal }), relu, dense(settings.hidden, 10))`",
          zh: "`sequential(dense(784, settings.hidden, { init: heNormal }), relu, dense(settings.hidden, 10))`",
        },
      ],
      check: checkRecognises,
    },
  ],
  mistakes,
  picture: { title: { en: "The first 40 steps", zh: "前 40 步" }, draw },
});
