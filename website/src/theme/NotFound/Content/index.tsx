import { useEffect, useState } from "react";
import useBaseUrl from "@docusaurus/useBaseUrl";
import { useLocation } from "@docusaurus/router";
import { usePluginData } from "@docusaurus/useGlobalData";
import type { Lesson } from "../../../../plugins/course.ts";
import { course } from "../../../course.ts";
import { useLanguage } from "../../../language.ts";
import { nearLessons } from "../../../near-lessons.ts";

const texts = {
  en: {
    title: "This page does not exist",
    why: "The address may have a typo, or the page has moved. Search for it above, or start from one of these:",
    meant: "Did you mean one of these?",
    course: "all labs of the course, in order",
    reference: "the reference: every optimizer, schedule, layer and operation",
    chapters: "the chapters the course is built on, with their errata (in Chinese)",
  },
  "zh-Hans": {
    title: "没有这个页面",
    why: "地址可能写错了，也可能页面已经搬走。可以用上方的搜索框查找，或从这些页面开始：",
    meant: "要找的是不是这些？",
    course: "课程的全部实验，按顺序排列",
    reference: "参考手册：每个优化器、学习率调度、层和运算",
    chapters: "课程所依据的教材原文和勘误",
  },
};

/** What a reader sees at an address that the site does not have. */
export default function NotFoundContent() {
  const built = useLanguage();
  const lessons = usePluginData("downhill-course") as Lesson[];
  const { pathname } = useLocation();
  const home = useBaseUrl("/");
  // A server has one such page for all addresses of all languages; which one was asked for is known when it runs.
  const [asked, setAsked] = useState<string>();
  useEffect(() => setAsked(pathname), [pathname]);
  const chinese = asked?.includes("/zh-Hans/") === true;
  const language = chinese ? "zh-Hans" : built;
  const t = texts[language];
  const to = (page: string): string => (language === built ? home + page.slice(1) : `${home}zh-Hans${page}`);
  const near = asked === undefined ? [] : nearLessons(lessons, asked);
  const title = (id: string): string | undefined =>
    course.flatMap(({ stops }) => stops).find(({ number }) => id.startsWith(number))?.title[language];
  return (
    <main className="container margin-vert--xl" lang={language}>
      <h1>{t.title}</h1>
      {near.length > 0 && (
        <>
          <p>{t.meant}</p>
          <ul>
            {near.map(({ id }) => (
              <li key={id}>
                <a href={to(`/lessons/${id}`)}>
                  {id.slice(0, 2)} {title(id)}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>{t.why}</p>
      <ul>
        <li>
          <a href={to("/lessons")}>{t.course}</a>
        </li>
        <li>
          <a href={to("/reference")}>{t.reference}</a>
        </li>
        <li>
          <a href={to("/chapters/000")}>{t.chapters}</a>
        </li>
      </ul>
    </main>
  );
}
