import type { Edit, Mistake } from "../lab/mistakes.ts";

/** A piece of a text and its replacement. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly put: string;
}

const placesOf = (text: string, find: string): number[] => {
  const places: number[] = [];
  for (let at = text.indexOf(find); at !== -1; at = text.indexOf(find, at + find.length)) places.push(at);
  return places;
};

function piecesOf(solution: string, id: string, { find, put, all }: Edit): Piece[] {
  const places = placesOf(solution, find);
  if (places.length === 0 || (places.length > 1 && all !== true)) {
    throw new Error(`mistake ${id}: ${JSON.stringify(find)} occurs ${places.length} times in the solution`);
  }
  return places.map((from) => ({ from, to: from + find.length, put }));
}

/** Where an exported function is, from `export` to its last brace at the start of a line. */
function functionPiece(solution: string, id: string, { name, text }: NonNullable<Mistake["rewrite"]>): Piece {
  const from = solution.search(new RegExp(`^export (async )?function\\*? ${name}\\b`, "m"));
  const end = solution.indexOf("\n}", from);
  if (from === -1 || end === -1) throw new Error(`mistake ${id}: the solution exports no function ${name}`);
  return { from, to: end + 2, put: text.trim() };
}

/** Puts all pieces in their places at once; undefined if two of them overlap. */
function withPieces(solution: string, pieces: readonly Piece[]): string | undefined {
  const ordered = pieces.toSorted((a, b) => a.from - b.from);
  if (ordered.some(({ from }, i) => i > 0 && from < ordered[i - 1]!.to)) return undefined;
  let [text, at] = ["", 0];
  for (const { from, to, put } of ordered) {
    text += solution.slice(at, from) + put;
    at = to;
  }
  return text + solution.slice(at);
}

/**
 * The solution with one or more mistakes in it, or undefined where they cannot be combined.
 *
 * @throws {Error} When a text that a mistake replaces does not occur in the solution exactly once.
 */
export function mistakeText(solution: string, ...mistakes: readonly Mistake[]): string | undefined {
  const pieces = mistakes.flatMap(({ id, edits, rewrite }) => [
    ...edits.flatMap((each) => piecesOf(solution, id, each)),
    ...(rewrite === undefined ? [] : [functionPiece(solution, id, rewrite)]),
  ]);
  return withPieces(solution, pieces);
}
