import Layout from "@theme/Layout";
import CoursePath from "../../components/CoursePath/index.tsx";
import { useLanguage, useText } from "../../language.ts";
import { levels } from "../../level.ts";
import styles from "./index.module.css";

const texts = {
  en: {
    title: "The course",
    description: "All labs in order, from one number rolling down a curve to hyper-parameter search.",
    lede: "Each lab is a lesson and a piece of code to write. Read the lesson here or in the lab's own folder; write the code in your editor; npx downhill watch grades it whenever you save.",
    order:
      "Labs build on each other's ideas, but none needs code you wrote in another: you can enter anywhere. Each has a level, so you know what it expects of you:",
  },
  "zh-Hans": {
    title: "课程",
    description: "按顺序列出全部实验：从一个数沿曲线滚下，到超参数搜索。",
    lede: "每个实验有一篇讲义和一段要你写的代码。讲义可以在这里读，也可以在实验目录里读；代码在自己的编辑器里写；开着 npx downhill watch，每保存一次就评一次分。",
    order:
      "实验在思路上前后相承，但都不依赖你在别的实验里写的代码，从哪里入手都行。每个实验标有难度，说明需要什么基础：",
  },
};

export default function Course() {
  const t = useText(texts);
  const language = useLanguage();
  return (
    <Layout title={t.title} description={t.description}>
      <main className={styles.course}>
        <header className={styles.opening}>
          <h1>{t.title}</h1>
          <p>{t.lede}</p>
          <p>{t.order}</p>
          <dl className={styles.levels}>
            {Object.values(levels[language]).map(({ name, asks }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{asks}</dd>
              </div>
            ))}
          </dl>
        </header>
        <CoursePath heading="h2" details />
      </main>
    </Layout>
  );
}
