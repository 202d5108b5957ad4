// @ts-check
/**
 * Keeps every part of a page that carries an id and `data-fresh="10"` (seconds) as the server would
 * render it now: a lesson that starts appears, a count rises. A part that somebody is using, and a
 * page that nobody sees, are left alone. Without this script a reload does the same.
 */

for (const part of document.querySelectorAll("[data-fresh]")) {
  if (part instanceof HTMLElement) {
    setInterval(() => void refresh(part.id), 1000 * Number(part.dataset.fresh));
  }
}

/** @param {string} id of the part */
async function refresh(id) {
  if (document.hidden || inUse(id)) return;
  const rendered = await renderedNow();
  const part = document.getElementById(id);
  const next = rendered?.getElementById(id);
  if (part && next && !inUse(id) && !next.isEqualNode(part)) {
    part.replaceChildren(...next.childNodes);
  }
}

/** @param {string} id */
function inUse(id) {
  return document.getElementById(id)?.contains(document.activeElement) ?? false;
}

/** @returns {Promise<Document | null>} null while the server is away or asks to log in */
async function renderedNow() {
  try {
    const answer = await fetch(location.href);
    if (!answer.ok || answer.redirected) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return null;
  }
}
