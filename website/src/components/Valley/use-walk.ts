import { useEffect, useState } from "react";
import type { Place } from "../../valley.ts";

const millisecondsPerStep = 70;

/** The number of steps to show: all of them in a still picture, otherwise one after another up to `last`. */
export function useWalk(start: Place, last: number, still: boolean): number {
  const [shown, setShown] = useState(last);
  useEffect(() => {
    if (still) {
      setShown(last);
      return undefined;
    }
    const began = performance.now();
    let frame = requestAnimationFrame(function tick(now) {
      const next = Math.min(last, Math.floor((now - began) / millisecondsPerStep));
      setShown(Math.max(0, next));
      if (next < last) frame = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(frame);
  }, [start, last, still]);
  return shown;
}
