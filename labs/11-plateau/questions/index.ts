import { questions } from "@downhill/grader/questions";
import type { Module } from "./asking.ts";
import { average } from "./average.ts";
import { reduce } from "./reduce.ts";
import { reset } from "./reset.ts";
import { restarts } from "./restarts.ts";
import { track } from "./track.ts";

export default questions<Module>({ average, track, reduce, reset, restarts });
