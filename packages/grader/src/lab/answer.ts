import { cleaned, inOneLine } from "./cleaned.ts";

/** An error in an answer: one that a call threw, or one that it returned. */
export class AnsweredError {
  readonly name: string;
  /** Names of its class and of its base classes. */
  readonly kinds: readonly string[];
  readonly message: string;
  readonly zh: string | undefined;
  /** Thrown by the engine because a call itself was broken. */
  readonly accidental: boolean;
  readonly stack: string;

  constructor({ name, kinds, message, zh, accidental, stack }: Readonly<Record<string, unknown>>) {
    this.name = inOneLine(text(name)).slice(0, 60);
    this.kinds = Array.isArray(kinds) ? kinds.map(text) : [];
    this.message = inOneLine(text(message));
    this.zh = typeof zh === "string" ? inOneLine(zh) : undefined;
    this.accidental = accidental === true;
    this.stack = typeof stack === "string" ? stack : "";
  }
}

/** What ended an answer: the error, or another thrown value. */
export class Threw {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

/** The learner's code did not finish this question: it ran for too long, waited, exited, or ran out of memory. */
export class Stopped {
  readonly kind: string;
  constructor(kind: string) {
    this.kind = kind;
  }
}

/** The starter's body was reached. */
export class Unwritten {
  readonly task: string;
  constructor(task: string) {
    this.task = task;
  }
}

/** Something that is not plain data: a function, a promise, a symbol, or a value that was cut or could not be read. */
export class Odd {
  readonly kind:
    "function" | "promise" | "symbol" | "bigint" | "long" | "deep" | "large" | "text" | "unreadable";
  readonly about: string;
  constructor(kind: Odd["kind"], about = "") {
    this.kind = kind;
    this.about = about;
  }
}

const text = (value: unknown): string => (typeof value === "string" ? cleaned(value) : "");
const deepest = 40;

/** An answer as the judge reads it from the box's message. It never throws, whatever the message. */
export function answerOf(said: unknown, depth = 0): unknown {
  if (depth > deepest) return new Odd("deep");
  if (typeof said === "string") return said;
  if (typeof said !== "object" || said === null) return said;
  if (Array.isArray(said)) return said.map((each) => answerOf(each, depth + 1));
  const marked = said as Readonly<Record<string, unknown>>;
  if (typeof marked["$"] === "string") return unmarked(marked["$"], marked, depth);
  const found: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of Object.entries(marked))
    found[key.startsWith("$$") ? key.slice(1) : key] = answerOf(value, depth + 1);
  return found;
}

function unmarked(kind: string, marked: Readonly<Record<string, unknown>>, depth: number): unknown {
  switch (kind) {
    case "number":
      return Number(marked["text"]);
    case "undefined":
      return undefined;
    case "error":
      return new AnsweredError(marked);
    case "threw":
      return new Threw(answerOf(marked["error"], depth + 1));
    case "todo":
      return new Unwritten(text(marked["task"]));
    case "bigint":
      return new Odd("bigint", text(marked["text"]));
    case "cut":
      return new Odd(
        (["text", "large", "deep", "long"] as const).find((why) => why === marked["why"]) ?? "large",
        String(Number(marked["length"])),
      );
    case "function":
      return new Odd("function", text(marked["name"]));
    case "promise":
      return new Odd("promise");
    case "symbol":
      return new Odd("symbol");
    default:
      return new Odd("unreadable", text(marked["message"]));
  }
}
