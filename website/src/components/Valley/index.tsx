import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import contours from "@generated/downhill-course/default/terrain.json";
import { descend, type Point, type RuleName } from "../../descent.ts";
import { useText } from "../../language.ts";
import { useReducedMotion } from "../../motion.ts";
import { height, slope, terrain } from "../../terrain.ts";
import styles from "./styles.module.css";

type Start = readonly [x: number, y: number];

const steps = 160;
const runners: readonly { readonly rule: RuleName; readonly rate: number }[] = [
  { rule: "gradientDescent", rate: 0.06 },
  { rule: "momentum", rate: 0.02 },
  { rule: "adam", rate: 0.06 },
];
const home: Start = [-0.5, 0.6];

const texts = {
  en: {
    figure: "A landscape seen from above, with three rules walking down from one start",
    handle: "Start",
    at: (x: string, y: string) => `east ${x}, north ${y}`,
    gradientDescent: "Gradient descent",
    momentum: "Momentum",
    adam: "Adam",
    height: "height",
    caption:
      "Three update rules set out from one point, each seeing nothing but the slope under its feet. Drag the start, press the arrow keys, or click elsewhere: which of them end in the deeper basin?",
  },
  "zh-Hans": {
    figure: "俯视的一片山地：三种规则从同一点出发往下走",
    handle: "起点",
    at: (x: string, y: string) => `东 ${x}，北 ${y}`,
    gradientDescent: "梯度下降",
    momentum: "动量",
    adam: "Adam",
    height: "高度",
    caption:
      "三种更新规则从同一点出发，都只看得见脚下的坡。拖动起点、按方向键，或者点一下别处：谁走进了更深的那个谷？",
  },
};

/** The landscape of the landing page: choose a start anywhere and watch the course's own rules descend from it. */
export default function Valley() {
  const t = useText(texts);
  const still = useReducedMotion();
  const svg = useRef<SVGSVGElement>(null);
  const dragging = useRef(false);
  const [mounted, setMounted] = useState(false);
  const [start, setStart] = useState<Start>(home);
  const shown = useWalk(start, still || dragging.current);
  useEffect(() => setMounted(true), []);

  const paths = useMemo(
    () =>
      runners.map(({ rule, rate }) => ({
        rule,
        path: descend(rule, rate, ([x = 0, y = 0]: Point) => slope([x, y]), start, steps) as Start[],
      })),
    [start],
  );

  function moveTo(x: number, y: number) {
    const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
    setStart([
      clamp(x, terrain.left + 0.1, terrain.right - 0.1),
      clamp(y, terrain.bottom + 0.1, terrain.top - 0.1),
    ]);
  }
  function follow(event: PointerEvent) {
    const matrix = svg.current?.getScreenCTM()?.inverse();
    if (!matrix) return;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    moveTo(point.x, -point.y);
  }
  function press(event: KeyboardEvent) {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!by) return;
    event.preventDefault();
    const size = event.shiftKey ? 0.5 : 0.1;
    moveTo(start[0] + by[0]! * size, start[1] + by[1]! * size);
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
            {contours.map(({ level, d }) => (
              <path key={level} className={styles.contour} d={d} />
            ))}
          </g>
          {mounted &&
            paths.map(({ rule, path }) => <Trail key={rule} rule={rule} walked={path.slice(0, shown + 1)} />)}
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
        <p>{t.caption}</p>
        <dl className={styles.legend} data-no-search>
          {paths.map(({ rule, path }) => (
            <Height key={rule} rule={rule} at={mounted ? path[shown] : undefined} />
          ))}
        </dl>
      </figcaption>
    </figure>
  );
}

/** How far a rule has walked. */
function Trail({ rule, walked }: { readonly rule: RuleName; readonly walked: readonly Start[] }) {
  const [x, y] = walked.at(-1)!;
  return (
    <g className={styles[rule]}>
      <polyline className={styles.trail} points={walked.map((p) => p.join(",")).join(" ")} />
      <circle className={styles.ball} cx={x} cy={y} r="0.07" />
    </g>
  );
}

/** How high a rule is now. */
function Height({ rule, at }: { readonly rule: RuleName; readonly at: Start | undefined }) {
  const t = useText(texts);
  return (
    <div className={styles[rule]}>
      <dt>{t[rule]}</dt>
      <dd>
        {t.height} <span>{at === undefined ? "–" : signed(height(at))}</span>
      </dd>
    </div>
  );
}

/** A number with a true minus sign. */
function signed(value: number, digits = 2): string {
  return value.toFixed(digits).replace("-", "−");
}

/** How many steps to show: all at once for a still picture, otherwise one after another with a pause at the end. */
function useWalk(start: Start, still: boolean): number {
  const [shown, setShown] = useState(steps);
  useEffect(() => {
    if (still) {
      setShown(steps);
      return undefined;
    }
    const began = performance.now();
    let frame = requestAnimationFrame(function tick(now) {
      const next = Math.min(steps, Math.floor((now - began) / 28));
      setShown(Math.max(0, next));
      if (next < steps) frame = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(frame);
  }, [start, still]);
  return shown;
}
