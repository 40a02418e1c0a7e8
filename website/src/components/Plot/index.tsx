import { useId } from "react";
import type { Plot as Data, Point } from "../../../plugins/pages/figures/plot.ts";
import { useText } from "../../language.ts";
import { axis } from "./axis.ts";
import styles from "./styles.module.css";

const texts = {
  en: { data: "The data as a table" },
  "zh-Hans": { data: "以表格列出数据" },
};

const paper = { width: 640, height: 340, left: 78, right: 14, top: 14, bottom: 58 };

/** Lines over two axes, drawn while building: a figure that needs no script, with a summary and a table of its data. */
export default function Plot({ data }: { readonly data: string }) {
  const { title, summary, x: across, y: up, lines, ground = [], table } = JSON.parse(data) as Data;
  const id = useId();
  const t = useText(texts);
  const points = lines.flatMap((line) => line.points);
  const x = axis(
    points.map(([value]) => value),
    paper.left,
    paper.width - paper.right,
    8,
  );
  const y = axis(
    points.map(([, value]) => value),
    paper.height - paper.bottom,
    paper.top,
    6,
  );
  const drawn = (line: readonly Point[]): string =>
    line.map((point) => `${x.at(point[0]).toFixed(1)},${y.at(point[1]).toFixed(1)}`).join(" ");
  return (
    <figure className={styles.figure} data-no-search="">
      <svg viewBox={`0 0 ${paper.width} ${paper.height}`} role="img" aria-labelledby={`${id}t ${id}s`}>
        <title id={`${id}t`}>{title}</title>
        <clipPath id={`${id}c`}>
          <rect
            x={paper.left}
            y={paper.top}
            width={paper.width - paper.left - paper.right}
            height={paper.height - paper.top - paper.bottom}
          />
        </clipPath>
        {y.ticks.map((value) => (
          <g key={value}>
            <line
              className={styles.grid}
              x1={paper.left}
              x2={paper.width - paper.right}
              y1={y.at(value)}
              y2={y.at(value)}
            />
            <text className={styles.tick} x={paper.left - 8} y={y.at(value) + 4} textAnchor="end">
              {written(value)}
            </text>
          </g>
        ))}
        {x.ticks.map((value) => (
          <text
            key={value}
            className={styles.tick}
            x={x.at(value)}
            y={paper.height - paper.bottom + 20}
            textAnchor="middle"
          >
            {written(value)}
          </text>
        ))}
        <text
          className={styles.label}
          x={(paper.left + paper.width) / 2}
          y={paper.height - 6}
          textAnchor="middle"
        >
          {across}
        </text>
        <text
          className={styles.label}
          transform={`translate(13 ${(paper.height - paper.bottom) / 2}) rotate(-90)`}
          textAnchor="middle"
        >
          {up}
        </text>
        <g clipPath={`url(#${id}c)`}>
          {ground.map((line, i) => (
            <polyline key={i} className={styles.ground} points={drawn(line)} />
          ))}
          {lines.map((line, i) => (
            <polyline key={line.name} className={styles[`line${i}`]} points={drawn(line.points)} />
          ))}
          {lines.map(
            (line, i) =>
              line.dots === true &&
              line.points.map(([a, b], k) => (
                <circle
                  key={`${i} ${k}`}
                  className={styles[`dot${i}`]}
                  cx={x.at(a).toFixed(1)}
                  cy={y.at(b).toFixed(1)}
                  r={2.6}
                />
              )),
          )}
        </g>
      </svg>
      <ul className={styles.legend}>
        {lines.map(({ name }, i) => (
          <li key={name}>
            <svg viewBox="0 0 28 8" aria-hidden="true">
              <line className={styles[`line${i}`]} x1={1} x2={27} y1={4} y2={4} />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <figcaption id={`${id}s`}>{summary}</figcaption>
      <details className={styles.data}>
        <summary>{t.data}</summary>
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={t.data}>
          <table>
            <thead>
              <tr>
                {table.head.map((cell, i) => (
                  <th key={i} scope="col">
                    {cell}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row, i) => (
                <tr key={i}>
                  {row.map((cell, k) => (
                    <td key={k}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

const written = (value: number): string =>
  (value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential() : String(value)).replace("-", "−");
