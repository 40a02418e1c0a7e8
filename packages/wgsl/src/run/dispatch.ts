import { WgslError } from "../wgsl-error.ts";
import { barriers } from "../function/barrier.ts";
import type { Placed, Size } from "../program/entry-point.ts";
import type { Program } from "../program/program.ts";
import type { Barrier } from "../statement/outcome.ts";
import { stepsOf } from "../statement/outcome.ts";
import type { Memory } from "./memory.ts";

type Place = [x: number, y: number, z: number];

/** What an invocation knows about its position. */
interface Position {
  readonly global: Place;
  readonly local: Place;
  readonly group: Place;
  readonly groups: Size;
  index: number;
}

/** The memory of a dispatch: the buffers, and what the invocations of a workgroup share. */
export interface Memories {
  readonly buffers: readonly Memory[];
  readonly shared: readonly Memory[];
}

/** Runs all workgroups, one after another. */
export function dispatch(program: Program, memories: Memories, groups: Size): void {
  const { machine, size } = program;
  machine.extent = [size[0] * groups[0], size[1] * groups[1], size[2] * groups[2]];
  const runGroup = program.run.pausing === undefined ? oneByOne(program) : together(program, memories);
  const position: Position = { global: [0, 0, 0], local: [0, 0, 0], group: [0, 0, 0], groups, index: 0 };
  const { group } = position;
  for (group[2] = 0; group[2] < groups[2]; group[2]++)
    for (group[1] = 0; group[1] < groups[1]; group[1]++)
      for (group[0] = 0; group[0] < groups[0]; group[0]++) {
        for (const each of memories.buffers) each.nextGroup();
        for (const each of memories.shared) each.restart();
        runGroup(position);
      }
}

/** Iterates over the invocations of a workgroup. */
function eachInvocation({ size, machine }: Program, position: Position, run: () => void): void {
  const { global, local, group } = position;
  const [width, height] = machine.extent;
  position.index = 0;
  for (local[2] = 0; local[2] < size[2]; local[2]++)
    for (local[1] = 0; local[1] < size[1]; local[1]++)
      for (local[0] = 0; local[0] < size[0]; local[0]++) {
        for (const axis of [0, 1, 2] as const) global[axis] = group[axis] * size[axis] + local[axis];
        machine.invocation = global[0] + width * (global[1] + height * global[2]);
        run();
        position.index++;
      }
}

/** Without barriers each invocation runs to its end. */
function oneByOne(program: Program): (position: Position) => void {
  const { machine, run } = program;
  machine.slots = new Float64Array(machine.size);
  return (position) => {
    eachInvocation(program, position, () => {
      enter(program, position);
      run();
    });
  };
}

/** With barriers, all run to the next barrier, repeatedly. */
function together(program: Program, memories: Memories): (position: Position) => void {
  const { machine, run, size } = program;
  const count = size[0] * size[1] * size[2];
  const frames = Array.from({ length: count }, () => new Float64Array(machine.size));
  return (position) => {
    const invocations: number[] = [];
    const steps = frames.map(() => stepsOf(run));
    eachInvocation(program, position, () => {
      machine.slots = frames[position.index]!;
      enter(program, position);
      invocations.push(machine.invocation);
    });
    for (;;) {
      const reached = steps.map((each, i) => {
        machine.slots = frames[i]!;
        machine.invocation = invocations[i]!;
        return each.next();
      });
      const barriersReached = reached.flatMap(({ value, done }) => (done === true ? [] : [value]));
      if (barriersReached.length === 0) return;
      synchronize(barriersReached, count, memories);
    }
  };
}

/** All invocations of a workgroup must wait at the same barrier. */
function synchronize(reached: readonly Barrier[], count: number, { buffers, shared }: Memories): void {
  const [first] = reached;
  const { name, line } = first!;
  if (reached.length < count || reached.some((each) => each !== first)) {
    throw new WgslError(
      "not-uniform",
      {
        en: `${name} is reached by some invocations of a workgroup but not by others, which makes them wait forever`,
        zh: `工作组里有的调用到达了 ${name}，有的没有，先到的会永远等下去`,
      },
      line,
    );
  }
  const spaces = barriers[name]!;
  if (spaces.includes("storage")) for (const each of buffers) each.synchronize();
  if (spaces.includes("workgroup")) for (const each of shared) each.synchronize();
}

/** Writes the initial values of an invocation. */
function enter({ machine, parameters, privates }: Program, position: Position): void {
  for (const each of parameters) writeBuiltin(machine.slots, each, position);
  for (const { slot, initial } of privates) machine.slots.set(initial.parts(), slot);
}

const places = {
  global_invocation_id: "global",
  local_invocation_id: "local",
  workgroup_id: "group",
  num_workgroups: "groups",
} as const;

function writeBuiltin(slots: Float64Array, { builtin, slot }: Placed, position: Position): void {
  if (builtin === "local_invocation_index") {
    slots[slot] = position.index;
    return;
  }
  const place = position[places[builtin]];
  slots[slot] = place[0];
  slots[slot + 1] = place[1];
  slots[slot + 2] = place[2];
}
