import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import land from "@generated/downhill-course/default/land.json";
import { useText } from "../../language.ts";
import { useReducedMotion } from "../../motion.ts";
import { height, terrain } from "../../terrain.ts";
import { arrival, type Place, runners, starts, steps, walk } from "../../valley.ts";
import { Scale } from "./scale.tsx";
import styles from "./styles.module.css";
import { signed, texts } from "./texts.ts";
import { Progress, Trail } from "./trail.tsx";
import { useWalk } from "./use-walk.ts";

const home: Place = [-0.5, 0.6];

const directions: Readonly<Record<string, Place>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** A place inside the land. */
function inside(x: number, y: number): Place {
  const clamp = (value: number, low: number, high: number) =>
    Math.min(high - 0.1, Math.max(low + 0.1, value));
  return [clamp(x, terrain.left, terrain.right), clamp(y, terrain.bottom, terrain.top)];
}

/** What all rules do from a start, each up to the step at which it arrives. */
function walksFrom(start: Place) {
  return runners.map((runner) => {
    const path = walk(runner, start);
    const arrived = arrival(path);
    return { runner, path: path.slice(0, arrived + 1), late: arrived > steps };
  });
}

/** The landscape of the landing page: choose a start anywhere and watch the course's own rules descend from it. */
export default function Valley() {
  const t = useText(texts);
  const still = useReducedMotion();
  const svg = useRef<SVGSVGElement>(null);
  const dragging = useRef(false);
  const [mounted, setMounted] = useState(false);
  const [start, setStart] = useState<Place>(home);
  useEffect(() => setMounted(true), []);
  const walked = useMemo(() => walksFrom(start), [start]);
  const last = Math.max(...walked.map(({ path }) => path.length - 1));
  const shown = useWalk(start, last, still || dragging.current);
  const soFar = walked.map(({ runner, path }) => ({ runner, path: path.slice(0, shown + 1) }));

  function follow(event: PointerEvent) {
    const matrix = svg.current?.getScreenCTM()?.inverse();
    if (!matrix) return;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    setStart(inside(point.x, -point.y));
  }
  function press(event: KeyboardEvent) {
    if (event.key === "Home") setStart(home);
    const direction = directions[event.key];
    if (direction) {
      const size = event.shiftKey ? 0.5 : 0.1;
      setStart(inside(start[0] + size * direction[0], start[1] + size * direction[1]));
    }
    if (direction || event.key === "Home") event.preventDefault();
  }

  return (
    <figure className={styles.valley}>
      <svg
        ref={svg}
        className={styles.map}
        viewBox="-4 -2 8 4"
        preserveAspectRatio="xMidYMid slice"
        role="group"
        aria-label={t.figure}
        onPointerDown={(event) => {
          dragging.current = true;
          event.currentTarget.setPointerCapture(event.pointerId);
          follow(event);
        }}
        onPointerMove={(event) => dragging.current && follow(event)}
        onPointerUp={(event) => {
          dragging.current = false;
          follow(event);
        }}
        onPointerCancel={() => (dragging.current = false)}
      >
        <g transform="scale(1 -1)">
          <g transform="scale(0.001)" aria-hidden="true">
            {land.contours.map(({ height: at, d }) => (
              <path key={at} className={styles.contour} d={d} />
            ))}
          </g>
          {mounted && soFar.map((each) => <Trail key={each.runner.rule} {...each} />)}
          <g
            className={styles.handle}
            transform={`translate(${start[0]} ${start[1]})`}
            tabIndex={0}
            role="slider"
            aria-label={t.handle}
            aria-valuemin={terrain.left}
            aria-valuemax={terrain.right}
            aria-valuenow={Number(start[0].toFixed(1))}
            aria-valuetext={t.at(signed(start[0], 1), signed(start[1], 1))}
            onKeyDown={press}
          >
            <circle className={styles.reach} r="0.3" />
            <circle className={styles.ring} r="0.085" />
          </g>
        </g>
      </svg>
      <figcaption className={styles.caption}>
        <div>
          <p>{t.question}</p>
          <p>{t.answer(runners, starts.length)}</p>
          <Scale />
        </div>
        <table className={styles.progress} data-no-search>
          <thead>
            <tr>
              <td />
              <th scope="col">{t.rate}</th>
              <th scope="col">{t.step}</th>
              <th scope="col">{t.height}</th>
            </tr>
          </thead>
          <tbody>
            {soFar.map((each) => (
              <Progress key={each.runner.rule} {...each} />
            ))}
          </tbody>
        </table>
      </figcaption>
      <p className={styles.spoken} aria-live="polite">
        {mounted &&
          shown === last &&
          walked
            .map(({ runner: { rule }, path, late }) => {
              const at = signed(height(path.at(-1)!));
              return late ? t.late(t.names[rule], at) : t.result(t.names[rule], path.length - 1, at);
            })
            .join(" ")}
      </p>
    </figure>
  );
}
