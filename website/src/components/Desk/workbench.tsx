import {
  commonFailure,
  isRight,
  type PageVerdict,
  printedLines,
  type TaskVerdict,
} from "@downhill/grader/page";
import { useCallback, useEffect, useId, useRef, useState } from "react";
import { keepWork, keptWork } from "../../desk/kept-work.ts";
import type { DeskLab } from "../../desk/open-lab.ts";
import { useLanguage, useText } from "../../language.ts";
import Editor from "./editor.tsx";
import styles from "./styles.module.css";
import TaskItem, { FailureText } from "./task-item.tsx";
import { texts } from "./texts.ts";

function save(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** The text of the reader, kept in the browser with every change. */
function useWork({ lab }: DeskLab) {
  const { id } = lab.card;
  const [work, setWork] = useState(() => keptWork(id) ?? { text: lab.starter, best: 0 });
  const [kept, setKept] = useState(true);
  useEffect(() => setKept(keepWork(id, work)), [id, work]);
  const edit = useCallback((text: string) => setWork((old) => ({ ...old, text })), []);
  const replace = (text: string) =>
    setWork((old) => (old.text === text ? old : { ...old, text, before: old.text }));
  const undo = () => setWork(({ before, text, best }) => ({ text: before ?? text, best }));
  const reached = (points: number) => setWork((old) => ({ ...old, best: Math.max(old.best, points) }));
  return { work, kept, edit, replace, undo, reached };
}

/** Grades texts, one at a time. */
function useChecks({ grader }: DeskLab, reached: (points: number) => void) {
  const t = useText(texts);
  const [verdict, setVerdict] = useState<PageVerdict>();
  const [said, setSaid] = useState("");
  const running = useRef<AbortController | null>(null);
  const [checking, setChecking] = useState(false);
  const stop = () => running.current?.abort();
  useEffect(() => stop, []);
  const check = async (text: string) => {
    if (running.current !== null) return;
    running.current = new AbortController();
    setChecking(true);
    setSaid(t.checking);
    const { signal } = running.current;
    try {
      const found = await grader.grade(text, signal);
      setVerdict(found);
      reached(found.points);
      const right = found.tasks.filter((task) => isRight(task)).length;
      setSaid(
        `${t.result(found.points, found.of, right, found.tasks.length)}${found.passed ? ` ${t.passed}` : ""}`,
      );
    } catch {
      setSaid(signal.aborted ? t.stopped : t.failed);
    } finally {
      running.current = null;
      setChecking(false);
    }
  };
  return { verdict, said, checking, check, stop, say: setSaid };
}

function Picture({ svg }: { readonly svg: string }) {
  const t = useText(texts);
  return (
    <figure className={styles.picture}>
      {/* As an image it cannot run anything. */}
      <img src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt={t.picture} />
      <figcaption>{t.picture}</figcaption>
    </figure>
  );
}

/** The editor with its buttons, and the tasks with what the check found. */
export default function Workbench({ desk }: { readonly desk: DeskLab }) {
  const t = useText(texts);
  const language = useLanguage() === "en" ? "en" : "zh";
  const { card, starter } = desk.lab;
  const { file } = desk.grader;
  const { work, kept, edit, replace, undo, reached } = useWork(desk);
  const { verdict, said, checking, check, stop, say } = useChecks(desk, reached);
  const keys = useId();
  const upload = useRef<HTMLInputElement>(null);
  const common =
    verdict === undefined ? undefined : commonFailure({ ...verdict, sha256: "", milliseconds: 0 }, t.fresh);
  const printed = verdict === undefined ? [] : printedLines(verdict, language);
  const verdicts = new Map<string, TaskVerdict>(verdict?.tasks.map((task) => [task.id, task]));
  const change = (text: string) => {
    replace(text);
    say(t.replaced);
  };
  return (
    <>
      <Editor
        label={t.editor(file)}
        describedBy={keys}
        text={work.text}
        onChange={edit}
        onCheck={() => void check(work.text)}
      />
      <p id={keys} className={styles.small}>
        {t.keys}
      </p>
      <div className={styles.buttons}>
        <button
          type="button"
          className={styles.main}
          disabled={checking}
          onClick={() => void check(work.text)}
        >
          {checking ? t.checking : t.check}
        </button>
        {checking ? (
          <button type="button" onClick={stop}>
            {t.stop}
          </button>
        ) : null}
        <button type="button" disabled={work.text === starter} onClick={() => change(starter)}>
          {t.fresh}
        </button>
        {work.before === undefined ? null : (
          <button
            type="button"
            onClick={() => {
              undo();
              say(t.restored);
            }}
          >
            {t.undo}
          </button>
        )}
        <button type="button" onClick={() => save(card.file, work.text)}>
          {t.download(card.file)}
        </button>
        <button type="button" onClick={() => upload.current?.click()}>
          {t.upload}
        </button>
        <input
          ref={upload}
          type="file"
          accept=".ts,.js,text/*"
          hidden
          aria-label={t.upload}
          onChange={({ target }) => {
            void target.files?.[0]?.text().then(change);
            target.value = "";
          }}
        />
      </div>
      <p role="status" className={styles.said}>
        {said}
      </p>
      {common === undefined ? null : (
        <div className={styles.common}>
          <FailureText failure={common} />
        </div>
      )}
      <h3>{t.tasks}</h3>
      <ul className={styles.tasks}>
        {card.tasks.map((task) => (
          <TaskItem key={task.id} task={task} verdict={verdicts.get(task.id)} common={common !== undefined} />
        ))}
      </ul>
      {work.best === 0 ? null : <p className={styles.small}>{t.best(work.best)}</p>}
      {printed.length === 0 ? null : (
        <>
          <h3>{t.printed}</h3>
          <pre tabIndex={0}>{printed.join("\n")}</pre>
        </>
      )}
      {verdict?.passed !== true || verdict.svg === undefined ? null : <Picture svg={verdict.svg} />}
      <p className={styles.small}>{kept ? t.carry(file) : t.unkept}</p>
    </>
  );
}
