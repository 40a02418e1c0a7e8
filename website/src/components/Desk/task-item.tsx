import {
  differenceLine,
  expectedAndGot,
  type Failure,
  isRight,
  outcomeOf,
  type TaskCard,
  type TaskVerdict,
  toleranceLine,
  words,
} from "@downhill/grader/page";
import { useState } from "react";
import { useLanguage, useText } from "../../language.ts";
import Prose, { Line } from "./prose.tsx";
import styles from "./styles.module.css";
import { texts } from "./texts.ts";

const marks = {
  passed: "✓",
  carried: "✓",
  failed: "✗",
  stopped: "✗",
  "not-written": "○",
  "not-judged": "?",
} as const;

/** Why there are no points: a sentence, the line of the file, and how the numbers differ. */
export function FailureText({ failure }: { readonly failure: Failure }) {
  const t = useText(texts);
  const language = useLanguage() === "en" ? "en" : "zh";
  const { at, comparison, sentence } = failure;
  const both = comparison === undefined ? undefined : expectedAndGot(comparison, language);
  const more =
    comparison === undefined
      ? []
      : [differenceLine(comparison, language), toleranceLine(comparison, language)];
  return (
    <>
      <Prose text={sentence[language]} />
      {at === undefined ? null : (
        <p>
          {t.line(at.line)}: <code>{at.text}</code>
        </p>
      )}
      {both === undefined ? null : (
        <dl className={styles.both}>
          <dt>{words.expected[language]}</dt>
          <dd>
            <code>{both.expected}</code>
          </dd>
          <dt>{words.got[language]}</dt>
          <dd>
            <code>{both.got}</code>
          </dd>
        </dl>
      )}
      {more.map((line) =>
        line === undefined ? null : (
          <p key={line} className={styles.small}>
            {line}
          </p>
        ),
      )}
    </>
  );
}

interface Props {
  readonly task: TaskCard;
  readonly verdict: TaskVerdict | undefined;
  /** Whether the failure is shown once for all tasks. */
  readonly common: boolean;
}

/** A task: its points, how it stands, what is wrong with it and its hints, one after another. */
export default function TaskItem({ task, verdict, common }: Props) {
  const t = useText(texts);
  const language = useLanguage() === "en" ? "en" : "zh";
  const [hints, setHints] = useState(0);
  const title = task.title[language];
  const right = verdict !== undefined && isRight(verdict);
  const outcome =
    verdict === undefined ? t.unknown : (outcomeOf(verdict)?.[language] ?? (right ? t.right : t.wrong));
  const judged = verdict?.status !== "not-judged" || verdict.failure?.kind === "needs";
  return (
    <li className={styles.task} data-task={task.id} data-status={verdict?.status ?? "unknown"}>
      <p className={styles.heading}>
        <span aria-hidden="true" className={styles.mark}>
          {verdict === undefined ? "○" : marks[verdict.status]}
        </span>
        <strong>
          <a href={`#${task.id}`}>
            <Line text={title} />
          </a>
        </strong>{" "}
        <span className={styles.state}>
          {t.points(verdict?.points ?? 0, task.points)} · <Line text={outcome} />
        </span>
      </p>
      {common || right || verdict?.failure === undefined || !judged ? null : (
        <FailureText failure={verdict.failure} />
      )}
      {(verdict?.misconceptions ?? []).map(({ id, name, explanation }) => (
        <div key={id} className={styles.mistake} data-mistake={id}>
          <p>
            {t.mistake}
            <strong>
              <Line text={name[language]} />
            </strong>
          </p>
          <Prose text={explanation[language]} />
        </div>
      ))}
      {hints === 0 ? null : (
        <ol className={styles.hints}>
          {task.hints.slice(0, hints).map((hint, i) => (
            <li key={i}>
              <Prose text={hint[language]} />
            </li>
          ))}
        </ol>
      )}
      {right || hints >= task.hints.length ? null : (
        <button
          type="button"
          className={styles.quiet}
          aria-label={`${t.hint(hints + 1, task.hints.length)}: ${title.replaceAll("`", "")}`}
          onClick={() => setHints(hints + 1)}
        >
          {t.hint(hints + 1, task.hints.length)}
        </button>
      )}
    </li>
  );
}
