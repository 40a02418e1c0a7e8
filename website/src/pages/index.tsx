import Link from "@docusaurus/Link";
import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import { usePluginData } from "@docusaurus/useGlobalData";
import Layout from "@theme/Layout";
import type { Lesson } from "../../plugins/course.ts";
import Commands from "../components/Commands/index.tsx";
import CoursePath from "../components/CoursePath/index.tsx";
import Valley from "../components/Valley/index.tsx";
import { useText } from "../language.ts";
import { startCommand } from "../start-command.ts";
import styles from "./index.module.css";

type Facts = readonly (readonly [term: string, text: string])[];

const texts = {
  en: {
    title: "Downhill",
    lede: "A free course in TypeScript in which you write the training stack of large models yourself, from one number rolling down a curve to Adam on a GPU.",
    begin: (lab: string) => `Begin with lab ${lab}`,
    all: "See the whole course",
    description:
      "A course in TypeScript in which you write the stack that trains large models, from gradient descent to Adam on a GPU, in graded labs.",
    getAbout:
      "Trains a small network on real images before your eyes, grades the first lab and shows what comes next.",
    facts: (labs: number, hours: number, least: number, most: number): Facts => [
      [
        "For",
        "Engineers who want to know what a training step does, line by line. You do not need to have trained a model; if you have, you will find out why it worked.",
      ],
      [
        "You need",
        "The derivative of x², some TypeScript, and Node 20.19 or later. No account, no Python, no GPU.",
      ],
      [
        "It takes",
        `A minute to the first trained network, then ${labs} labs of ${least} to ${most} minutes: some ${hours} hours in all. Start at any lab.`,
      ],
      [
        "Graded",
        "On your machine, whenever you save. Your numbers are compared with those of independent implementations, and if your answer is wrong, the report tells you which mistake explains it.",
      ],
    ],
    way: "The way down",
    wayAbout: (labs: number) =>
      `${labs} labs so far. In each you write the part that matters, from its formula, and see your own code draw the result.`,
  },
  "zh-Hans": {
    title: "下山",
    lede: "一门免费的 TypeScript 动手课：训练大模型的那套代码，自己写一遍。从一个数沿着曲线滚下去开始，到 GPU 上的 Adam 为止。",
    begin: (lab: string) => `从实验 ${lab} 开始`,
    all: "看看整门课",
    description:
      "一门 TypeScript 动手课：从梯度下降到 GPU 上的 Adam，在逐题评分的实验里亲手写出训练大模型的那套代码。",
    getAbout: "当着你的面用真实图片训练一个小网络，给第一个实验评分，再告诉你下一步做什么。",
    facts: (labs: number, hours: number, least: number, most: number): Facts => [
      [
        "适合谁",
        "想逐行弄懂“训练一步”究竟做了什么的工程师。没训练过模型没关系；训练过的，会明白当初为什么行得通。",
      ],
      [
        "需要什么",
        "会求 x² 的导数，懂一点 TypeScript，装好 Node 20.19 或更新的版本。不用注册，不用 Python，也不用 GPU。",
      ],
      [
        "要多久",
        `一分钟就能看到第一个训练好的网络；之后是 ${labs} 个实验，每个 ${least} 到 ${most} 分钟，共约 ${hours} 小时。从哪个实验入手都行。`,
      ],
      [
        "怎么评分",
        "就在你自己的机器上，一保存就评。你算出的数会与独立实现逐个对照；错了，会告诉你多半是哪一种误解。",
      ],
    ],
    way: "下山的路",
    wayAbout: (labs: number) =>
      `现有 ${labs} 个实验。每个实验里，你照着公式写出最要紧的那一段，再看自己的代码把结果画出来。`,
  },
};

export default function Home() {
  const t = useText(texts);
  const lessons = usePluginData("downhill-course") as Lesson[];
  const [first] = lessons;
  const repository = useDocusaurusContext().siteConfig.customFields?.["repository"] as string | undefined;
  const minutes = lessons.map((lesson) => lesson.minutes);
  const hours = Math.round(minutes.reduce((sum, each) => sum + each, 0) / 60);
  return (
    <Layout description={t.description}>
      <main>
        <header className={styles.opening}>
          <h1>{t.title}</h1>
          <div>
            <p className={styles.lede}>{t.lede}</p>
            <Commands commands={[{ line: startCommand(repository), does: t.getAbout }]} />
            <p className={styles.ways}>
              {first && <Link to={`/lessons/${first.id}`}>{t.begin(first.id.slice(0, 2))}</Link>}
              <Link to="/lessons">{t.all}</Link>
            </p>
          </div>
        </header>
        <Valley />
        <section className={styles.facts} aria-label={t.title}>
          <dl>
            {t
              .facts(lessons.length, hours, Math.min(...minutes), Math.max(...minutes))
              .map(([term, text]) => (
                <div key={term}>
                  <dt>{term}</dt>
                  <dd>{text}</dd>
                </div>
              ))}
          </dl>
        </section>
        <section className={styles.section} aria-labelledby="way">
          <div className={styles.heading}>
            <h2 id="way">{t.way}</h2>
            <p>{t.wayAbout(lessons.length)}</p>
          </div>
          <CoursePath heading="h3" />
        </section>
      </main>
    </Layout>
  );
}
