import Link from "@docusaurus/Link";
import { usePluginData } from "@docusaurus/useGlobalData";
import type { Lesson } from "../../../plugins/course.ts";
import { course } from "../../course.ts";
import { levels } from "../../level.ts";
import { useLanguage, useText } from "../../language.ts";
import styles from "./styles.module.css";

const texts = {
  en: {
    later: "The labs without a link are being written.",
    takes: (minutes: number, level: string) => ` ${level}, about ${minutes} minutes.`,
  },
  "zh-Hans": {
    later: "没有链接的实验还在编写。",
    takes: (minutes: number, level: string) => `${level}，约 ${minutes} 分钟。`,
  },
};

interface Props {
  /** The level its stages have on the page. */
  readonly heading: "h2" | "h3";
  /** Whether lessons are shown with their summaries. */
  readonly details?: boolean;
}

/** The way down as a list: stages, their labs, and which lessons can be read today. */
export default function CoursePath({ heading: Heading, details = false }: Props) {
  const language = useLanguage();
  const t = useText(texts);
  const lessons = usePluginData("downhill-course") as Lesson[];
  return (
    <>
      <div className={styles.path}>
        {course.map(({ name, about, stops }) => (
          <section key={name.en} className={styles.stage}>
            <Heading className={styles.name}>{name[language]}</Heading>
            <p className={styles.about}>{about[language]}</p>
            <ol className={styles.stops}>
              {stops.map(({ number, title }) => {
                const lesson = lessons.find((candidate) => candidate.id.startsWith(`${number}-`));
                return (
                  <li key={number} className={lesson ? styles.open : styles.later}>
                    <span className={styles.number}>{number}</span>
                    <span>
                      {lesson ? <Link to={`/lessons/${lesson.id}`}>{lesson.title}</Link> : title[language]}
                      {details && lesson && (
                        <span className={styles.description}>
                          {lesson.summary}
                          {t.takes(lesson.minutes, levels[language][lesson.level].name)}
                        </span>
                      )}
                    </span>
                  </li>
                );
              })}
            </ol>
          </section>
        ))}
      </div>
      <p className={styles.note}>{t.later}</p>
    </>
  );
}
