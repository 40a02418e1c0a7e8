/** Formulas are copied as TeX between dollar signs: the glyphs of a selection are useless as text. */
function copyAsTex(event: ClipboardEvent): void {
  const selection = document.getSelection();
  if (selection === null || selection.rangeCount === 0) return;
  const range = selection.getRangeAt(0);
  const within = (node: Node): Element | null =>
    (node instanceof Element ? node : node.parentElement)?.closest("[data-tex]") ?? null;
  // A selection that begins or ends inside a formula means all of it.
  const first = within(range.startContainer);
  const last = within(range.endContainer);
  const whole = range.cloneRange();
  if (first !== null) whole.setStartBefore(first);
  if (last !== null) whole.setEndAfter(last);
  const copied = document.createElement("div");
  copied.append(whole.cloneContents());
  const formulas = copied.querySelectorAll<HTMLElement>("[data-tex]");
  if (formulas.length === 0 || event.clipboardData === null) return;
  for (const formula of formulas) {
    const { tex = "" } = formula.dataset;
    formula.replaceWith(formula.matches(".formula-display, div") ? `$$\n${tex}\n$$` : `$${tex}$`);
  }
  // Lines end where they do on the page, so the text is laid out once more, out of sight.
  copied.style.cssText = "position:absolute;left:-200vw;white-space:pre-line";
  document.body.append(copied);
  event.clipboardData.setData("text/plain", copied.innerText);
  copied.remove();
  event.preventDefault();
}

if (typeof document !== "undefined") document.addEventListener("copy", copyAsTex);
