/**
 * The keyboard stops only at what scrolls. The pages are built with a tab stop on every table, code block and formula that
 * could be too wide, because how wide the page will be is known in the browser only.
 */
const candidates = "main :is(pre, table, mjx-container, [role=region])[tabindex]";

function look(): void {
  for (const element of document.querySelectorAll(candidates)) {
    const scrolls =
      element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
    element.setAttribute("tabindex", scrolls ? "0" : "-1");
  }
}

let waiting: ReturnType<typeof setTimeout> | undefined;

/** Looks again soon, once for many changes: a figure that moves changes the page sixty times a second. */
function lookSoon(): void {
  waiting ??= setTimeout(() => {
    waiting = undefined;
    look();
  }, 150);
}

const [changes, sizes] =
  typeof window === "undefined" ? [] : [new MutationObserver(lookSoon), new ResizeObserver(lookSoon)];

/** Called by Docusaurus whenever another page is shown. */
export function onRouteDidUpdate(): void {
  changes?.disconnect();
  sizes?.disconnect();
  const main = document.querySelector("main");
  if (main === null) return;
  changes?.observe(main, { childList: true, subtree: true });
  sizes?.observe(main);
  look();
}
