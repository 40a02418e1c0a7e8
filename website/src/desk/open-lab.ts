import { LabInPage, type PageAnswers, type PageLab } from "@downhill/grader/page";
import { transform } from "sucrase";

/** A lab that was fetched for its page. */
export interface DeskLab {
  readonly lab: PageLab;
  readonly grader: LabInPage;
}

/** Removes the types from a text; every line stays on its line. */
export const toJavaScript = (text: string): string =>
  transform(text, { transforms: ["typescript"], disableESTransforms: true }).code;

async function fetched<T>(address: string): Promise<T> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()) as T;
}

/**
 * Fetches what a lab needs from the site itself: texts, questions and recorded answers.
 *
 * @param base The address of the desk's files, with a slash at its end.
 */
export async function openLab(id: string, base: string): Promise<DeskLab> {
  const at = new URL(`${id}/`, base).href;
  const [lab, answers, questions] = await Promise.all([
    fetched<PageLab>(`${at}lab.json`),
    fetched<PageAnswers>(`${at}answers.json`),
    import(/* webpackIgnore: true */ `${at}questions.mjs`) as Promise<{ default: never }>,
  ]);
  const worker = () => new Worker(new URL("box.mjs", base), { type: "module" });
  const options = { base: at, answers, questions: questions.default, worker, toJavaScript };
  return { lab, grader: new LabInPage(lab, options) };
}
