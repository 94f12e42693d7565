// Runs once for each HTML component: `element` is its root, `trigger` sends an event to Python.
// A button's data- attributes say what it does: open a span, ask, search, rate, copy, go back or on.

// Files that the browser refused are reported by the component next to the upload.
const telling = element.closest('#articles, #report, #checked, #first-told')?.closest('#what, #how-well, #check, #ask');
if (telling) dixit.choosing.refusers[telling.id] = (names) => trigger('refused', { names });

// Scrolls a new message into view, and keeps it there while the layout around it settles.
const SETTLED_MS = 1000;
if (element.closest('#told, #tried, #first-told')) {
  let came = -SETTLED_MS;
  const show = () => {
    if (performance.now() - came < SETTLED_MS) element.scrollIntoView({ block: 'nearest' });
  };
  new ResizeObserver(show).observe(document.body);
  new MutationObserver(() => { came = performance.now(); show(); })
    .observe(element, { childList: true, subtree: true });
}

const openers = (button) => {
  const list = button.closest('#conversation, #checked, table');
  const found = list ? [...list.querySelectorAll('button[data-source]')] : [];
  return found.filter((one) => !one.closest('.faded') && !one.dataset.card);
};

// The latest articles are shown anew when the index has changed.
if (element.closest('#reader')) {
  dixit.refresh = () => { if (element.querySelector('.empty')) trigger('leave'); };
}

const DONE_MS = 2000;
const copy = async (button, text) => {
  await navigator.clipboard.writeText(text);
  const { done, label = button.textContent } = button.dataset;
  dixit.say(done);
  button.dataset.label = label;
  button.textContent = done;
  setTimeout(() => { button.textContent = label; }, DONE_MS);
};

const does = {
  source: (b) => {
    const { source, start, end, quote, moved } = b.dataset;
    dixit.opened = b.id;
    trigger('open', { source, start: Number(start), end: Number(end), quote, moved, origin: b.id });
    look(b);
  },
  question: (b) => trigger('choose', { question: b.dataset.question, model: b.dataset.model }),
  right: (b) => {
    for (const other of b.parentElement.querySelectorAll('.vote')) other.ariaPressed = other === b;
    trigger('vote', { turn: Number(b.dataset.turn), right: b.dataset.right === '1' });
  },
  save: (b) => trigger('save', { turn: Number(b.dataset.turn), format: b.dataset.save }),
  copy: (b) => copy(b, b.dataset.copy),
  link: (b) => copy(b, new URL(b.dataset.link, location.href).href),
  return: (b) => {
    const opener = document.getElementById(b.dataset.return);
    if (opener) {
      dixit.lead(opener);
      return;
    }
    history.replaceState(history.state, '', location.pathname);
    trigger('leave');
  },
  step: (b) => {
    const opener = document.getElementById(b.dataset.origin);
    const all = opener ? openers(opener) : [];
    const at = document.getElementById(opener?.dataset.card) ?? opener;
    all[all.indexOf(at) + Number(b.dataset.step)]?.click();
  },
  tab: (b) => dixit.tab(b.dataset.tab),
  drop: (b) => confirm(b.dataset.sure) && trigger('drop', { name: b.dataset.drop }),
  view: (b) => dixit.pages.show(b.dataset.view),
  reread: (b) => trigger('reread', { name: b.dataset.reread }),
  language: (b) => dixit.speak(b.dataset.language),
  theme: (b) => dixit.light(b.dataset.theme),
};

// Places a card below its citation, or above it if there is more room.
const GAP = 8;
const place = (card) => {
  const row = card.parentElement.getBoundingClientRect();
  const pane = element.closest('#conversation').getBoundingClientRect();
  const below = Math.min(pane.bottom, innerHeight) - row.bottom - GAP;
  const above = row.top - Math.max(pane.top, 0) - GAP;
  card.classList.toggle('above', below < card.scrollHeight && above > below);
  card.style.maxHeight = `${Math.max(above, below)}px`;
};

// A citation that the visitor points at or opens is compared with the current article.
const AGAIN_MS = 1000;
const LOOK_AFTER_MS = 200;
// Pointing at a citation compares it after a short delay, and not if the visitor clicks it first:
// the click compares it too, and would be lost if the button were redrawn.
let looked, held, waiting;
const look = (target) => {
  const number = target.closest('#conversation .ref');
  const citation = number ?? target.closest('#conversation .exchange li')?.querySelector('.citation');
  for (const card of element.querySelectorAll('.pointed')) card.classList.remove('pointed');
  if (!citation) return;
  if (number) document.getElementById(number.dataset.card)?.classList.add('pointed');
  else place(citation.nextElementSibling);
  clearTimeout(waiting);
  waiting = setTimeout(() => compare(citation), LOOK_AFTER_MS);
};
const compare = (citation) => {
  if (!citation.isConnected) return;
  if (citation.id === looked?.id && Date.now() - looked.at < AGAIN_MS) return;
  looked = { id: citation.id, at: Date.now() };
  held = document.activeElement === citation ? citation.id : undefined;
  const turn = citation.closest('.exchange').id.slice(1);
  trigger('look', { turn: Number(turn) });
};
for (const pointed of ['mouseover', 'focusin']) {
  element.addEventListener(pointed, (event) => look(event.target));
}

element.addEventListener('click', (event) => {
  clearTimeout(waiting);
  const button = event.target.closest('button');
  const act = button && Object.keys(does).find((name) => name in button.dataset);
  if (act) does[act](button);
});

// Offers to search all articles for the selected words.
const offer = () => {
  const selection = document.getSelection();
  const words = selection.toString().trim();
  const here = selection.anchorNode && element.contains(selection.anchorNode);
  if (here && words.length > 2) dixit.offer(selection, () => trigger('find', { words }));
};
element.addEventListener('mouseup', () => setTimeout(offer));
element.addEventListener('keyup', (event) => event.shiftKey && offer());

// Scrolls a new question into view, so that the start of its answer is visible, and announces its
// result to screen readers.
if (element.closest('#current')) {
  new MutationObserver(() => {
    const asked = element.querySelector('.exchange:last-child');
    if (asked) dixit.follow(asked);
  }).observe(element, { childList: true, subtree: true, attributeFilter: ['data-told'] });
}

// Restores the focus on a citation after the conversation was redrawn.
if (element.closest('#conversation')) {
  new MutationObserver(() => {
    if (held && document.activeElement === document.body) document.getElementById(held)?.focus();
    held = undefined;
  }).observe(element, { childList: true, subtree: true });
}
