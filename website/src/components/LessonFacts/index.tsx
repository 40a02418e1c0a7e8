import Link from "@docusaurus/Link";
import { usePluginData } from "@docusaurus/useGlobalData";
import type { Lesson } from "../../../plugins/course.ts";
import { useLanguage, useText } from "../../language.ts";
import { levels } from "../../level.ts";
import styles from "./styles.module.css";

const texts = {
  en: {
    level: "Level",
    time: "Time",
    after: "After",
    none: "no other lab",
    minutes: (n: number) => `about ${n} minutes`,
  },
  "zh-Hans": {
    level: "难度",
    time: "用时",
    after: "先修",
    none: "无",
    minutes: (n: number) => `约 ${n} 分钟`,
  },
};

/** What a lesson asks for, under its title: level, minutes, and the labs that it builds on. */
export default function LessonFacts({ id }: { readonly id: string }) {
  const t = useText(texts);
  const language = useLanguage();
  const lessons = usePluginData("downhill-course") as Lesson[];
  const { level, minutes, prerequisites } = lessons.find((each) => each.id === id)!;
  const before = lessons.filter((each) => prerequisites.includes(each.id));
  return (
    <dl className={styles.facts} data-no-search="">
      <div>
        <dt>{t.level}</dt>
        <dd>{levels[language][level].name}</dd>
      </div>
      <div>
        <dt>{t.time}</dt>
        <dd>{t.minutes(minutes)}</dd>
      </div>
      <div>
        <dt>{t.after}</dt>
        {before.length === 0 && <dd>{t.none}</dd>}
        {before.map((each) => (
          <dd key={each.id}>
            <Link to={`/lessons/${each.id}`}>
              {each.id.slice(0, 2)} {each.title}
            </Link>
          </dd>
        ))}
      </div>
    </dl>
  );
}
