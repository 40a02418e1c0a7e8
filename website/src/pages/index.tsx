import Link from "@docusaurus/Link";
import { usePluginData } from "@docusaurus/useGlobalData";
import Layout from "@theme/Layout";
import type { Lesson } from "../../plugins/course.ts";
import Commands from "../components/Commands/index.tsx";
import CoursePath from "../components/CoursePath/index.tsx";
import Valley from "../components/Valley/index.tsx";
import { useText } from "../language.ts";
import styles from "./index.module.css";

const texts = {
  en: {
    title: "Downhill",
    lede: "Build what trains large models. You begin with one number rolling down a curve and end with Adam on a GPU; every line in between is yours, and graded as you write it.",
    begin: (lab: string) => `Begin with lab ${lab}`,
    all: "See the whole way",
    description:
      "A course in which you build the stack that trains large models, from gradient descent to Adam on a GPU, in graded labs.",
    commands: "Two commands",
    commandsAbout: "Node 20.19 or later is all you need: no account, no Python, no GPU.",
    first: "Trains a small network on real images before your eyes, and shows you the map.",
    second:
      "Grades lab 01 whenever you save: the first number that is off, and the mistake that explains it.",
    way: "The way down",
    wayAbout: (labs: number, hours: number) =>
      `${labs} labs so far, some ${hours} hours in all. In each you write the part that matters, from its formula, and your code is checked number by number against independent implementations.`,
  },
  "zh-Hans": {
    title: "下山",
    lede: "训练大模型的那套代码，自己动手写一遍。从一个数沿着曲线滚下去开始，到 GPU 上的 Adam 为止；中间每一行都出自你手，写完当场评分。",
    begin: (lab: string) => `从实验 ${lab} 开始`,
    all: "看看全程",
    description: "一门动手课：从梯度下降到 GPU 上的 Adam，在逐题评分的实验里亲手写出训练大模型的那套代码。",
    commands: "两条命令",
    commandsAbout: "只要有 Node 20.19 以上版本：不用注册，不用 Python，也不用 GPU。",
    first: "当着你的面用真实图片训练一个小网络，再给你看课程地图。",
    second: "你每保存一次，就给实验 01 评一次分：第一个不对的数在哪里，多半是哪一种误解。",
    way: "下山的路",
    wayAbout: (labs: number, hours: number) =>
      `现有 ${labs} 个实验，共约 ${hours} 小时。每个实验里，你照着公式写出最要紧的那一段，代码会逐个数字与独立实现对照。`,
  },
};

export default function Home() {
  const t = useText(texts);
  const lessons = usePluginData("downhill-course") as Lesson[];
  const [first] = lessons;
  const hours = Math.round(lessons.reduce((sum, { minutes }) => sum + minutes, 0) / 60);
  return (
    <Layout description={t.description}>
      <main>
        <header className={styles.opening}>
          <h1>{t.title}</h1>
          <div>
            <p className={styles.lede}>{t.lede}</p>
            <p className={styles.ways}>
              {first && <Link to={`/lessons/${first.id}`}>{t.begin(first.id.slice(0, 2))}</Link>}
              <Link to="/lessons">{t.all}</Link>
            </p>
          </div>
        </header>
        <Valley />
        <section className={styles.section} aria-labelledby="commands">
          <div className={styles.heading}>
            <h2 id="commands">{t.commands}</h2>
            <p>{t.commandsAbout}</p>
          </div>
          <Commands
            commands={[
              { line: "npm install && npm start", does: t.first },
              { line: "npx downhill watch 1", does: t.second },
            ]}
          />
        </section>
        <section className={styles.section} aria-labelledby="way">
          <div className={styles.heading}>
            <h2 id="way">{t.way}</h2>
            <p>{t.wayAbout(lessons.length, hours)}</p>
          </div>
          <CoursePath heading="h3" />
        </section>
      </main>
    </Layout>
  );
}
