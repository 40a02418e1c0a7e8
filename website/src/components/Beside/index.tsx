import { useEffect, useRef, useState } from "react";
import Link from "@docusaurus/Link";
import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import type { BesideData } from "../../../plugins/beside/beside.ts";
import { useText } from "../../language.ts";
import styles from "./styles.module.css";

const texts = {
  en: {
    formula: "Formula",
    code: (file: string) => `Code, from ${file}`,
    terms: "Symbols",
    hint: "Point at a symbol, tap it, or choose one with the keyboard: the lines that compute it light up.",
    computed: (lines: string) => `computed in ${lines}`,
    given: (lines: string) => `given; used in ${lines}`,
    line: (numbers: readonly number[]) => `line${numbers.length > 1 ? "s" : ""} ${numbers.join(", ")}`,
    unit: "unit",
    row: "measured accuracy",
  },
  "zh-Hans": {
    formula: "公式",
    code: (file: string) => `代码，取自 ${file}`,
    terms: "符号",
    hint: "指向一个符号、点一下，或者用键盘选中它：计算它的那几行就会亮起来。",
    computed: (lines: string) => `在${lines}算出`,
    given: (lines: string) => `由外部给出，用在${lines}`,
    line: (numbers: readonly number[]) => `第 ${numbers.join("、")} 行`,
    unit: "单位",
    row: "实测精度",
  },
};

/** A formula of a package and the lines of its source that compute it: each symbol shows its lines, each line its symbols. */
export default function Beside({ data }: { readonly data: string }) {
  const { name, file, line, tex, wide, html, code, terms } = JSON.parse(data) as BesideData;
  const t = useText(texts);
  const { repository } = useDocusaurusContext().siteConfig.customFields as { readonly repository?: string };
  const [pointed, setPointed] = useState<string>();
  const [chosen, setChosen] = useState<string>();
  const shown = pointed ?? chosen;
  const formula = useRef<HTMLDivElement>(null);
  useEffect(() => {
    for (const part of formula.current?.querySelectorAll("[class*='term-']") ?? [])
      part.classList.toggle(styles["lit"]!, part.classList.contains(`term-${shown}`));
  }, [shown]);

  const term = terms.find((each) => each.name === shown);
  const lit = term && (term.computedIn.length > 0 ? term.computedIn : term.usedIn);
  const numbers = (lines: readonly number[]): string => t.line(lines.map((each) => each + line));
  const titled = t.code(file);
  return (
    <section
      className={wide ? styles.stacked : code.length > 18 ? styles.tall : styles.beside}
      aria-label={name}
      data-no-search=""
    >
      <div
        ref={formula}
        data-tex={tex}
        className={styles.formula}
        onPointerOver={({ target }) => setPointed(termAt(target))}
        onPointerLeave={() => setPointed(undefined)}
        onClick={({ target }) => setChosen(termAt(target))}
        dangerouslySetInnerHTML={{ __html: html }}
      />
      <figure className={styles.code}>
        <figcaption>
          {repository === undefined ? (
            titled
          ) : (
            <Link to={`${repository}/blob/main/${file}#L${line}`}>{titled}</Link>
          )}
        </figcaption>
        <pre tabIndex={0} onPointerLeave={() => setPointed(undefined)}>
          {code.map((text, i) => (
            <code key={i} className={lit?.includes(i) ? styles.computes : undefined}>
              <span className={styles.number} aria-hidden="true">
                {i + line}
              </span>
              {wordsOf(
                text,
                terms.map((each) => each.name),
              ).map((word, k) =>
                k % 2 === 0 ? (
                  word
                ) : (
                  <span
                    key={k}
                    className={word === shown ? styles.lit : styles.word}
                    onPointerOver={() => setPointed(word)}
                    onClick={() => setChosen(word)}
                  >
                    {word}
                  </span>
                ),
              )}
              {"\n"}
            </code>
          ))}
        </pre>
      </figure>
      <div className={styles.terms} role="group" aria-label={t.terms} hidden={terms.length === 0}>
        {terms.map((each) => (
          <button
            key={each.name}
            type="button"
            aria-pressed={each.name === chosen}
            className={each.name === shown ? styles.lit : undefined}
            onClick={() => setChosen(each.name === chosen ? undefined : each.name)}
            onPointerEnter={() => setPointed(each.name)}
            onPointerLeave={() => setPointed(undefined)}
            onFocus={() => setPointed(each.name)}
            onBlur={() => setPointed(undefined)}
          >
            <span dangerouslySetInnerHTML={{ __html: each.symbol }} /> <code>{each.name}</code>
          </button>
        ))}
      </div>
      <p className={styles.about} aria-live="polite" hidden={terms.length === 0}>
        {term === undefined ? (
          t.hint
        ) : (
          <>
            <code>{term.name}</code>: {plain(term.meaning)}{" "}
            {term.unit !== "" && `(${t.unit}: ${plain(term.unit)}) `}
            {term.computedIn.length > 0
              ? t.computed(numbers(term.computedIn))
              : t.given(numbers(term.usedIn))}{" "}
            · <Link to={`/reference#${name}`}>{t.row}</Link>
          </>
        )}
      </p>
    </section>
  );
}

/** The term that an element of the formula belongs to. */
function termAt(target: EventTarget): string | undefined {
  const part = (target as Element).closest("[class*='term-']");
  return part === null ? undefined : /term-(\w+)/.exec(part.getAttribute("class") ?? "")?.[1];
}

/** A line in pieces: what is between the names, and each second piece a name. */
const wordsOf = (line: string, names: readonly string[]): string[] =>
  names.length === 0 ? [line] : line.split(new RegExp(`(?<![\\w.])(${names.join("|")})\\b`));

/** A cell of the notation page as plain text. */
const plain = (markdown: string): string =>
  markdown
    .replaceAll(/[$`_*]/g, "")
    .replaceAll(/\\(\w+)/g, (_, command: string) => greek[command] ?? command)
    .replaceAll(/[{}]/g, "");

const greek: Readonly<Record<string, string>> = {
  beta: "β",
  eta: "η",
  epsilon: "ε",
  lambda: "λ",
  theta: "θ",
  rho: "ρ",
  mu: "μ",
};
