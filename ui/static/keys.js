// Runs once, behind start.js: one-key commands, while nothing is being typed, and the help on them. They
// can be turned off, because speech input types letters too.
(() => {
  const words = WORDS;
  const OFF = 'dixit.keys-off';
  const rows = [['/', words.ask], ['j', words.next], ['k', words.previous], ['Esc', words.back], ['?', words.help]];

  const make = (tag, text, options = {}) => Object.assign(document.createElement(tag), { textContent: text, ...options });
  const dialog = make('dialog', '', { id: 'keys' });
  const list = make('dl', '');
  for (const [key, told] of rows) {
    const name = make('dt', '');
    name.append(make('kbd', key));
    list.append(name, make('dd', told));
  }
  const enabled = make('input', '', { type: 'checkbox', checked: !localStorage.getItem(OFF) });
  enabled.onchange = () => (enabled.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, '1'));
  const label = make('label', '');
  label.append(enabled, ` ${words.enabled}`);
  const close = make('button', words.close, { type: 'button', onclick: () => dialog.close() });
  const title = make('h2', words.title, { id: 'keys-title' });
  dialog.setAttribute('aria-labelledby', title.id);
  dialog.append(title, list, label, close);

  const help = () => {
    document.body.append(dialog);
    dialog.showModal();
    close.focus();
  };
  document.addEventListener('click', (event) => { if (event.target.closest('#keys-help')) help(); });

  const ask = () => {
    dixit.tab('ask');
    requestAnimationFrame(() => document.querySelector('#question textarea')?.focus());
  };

  // From the citation that was opened last; at first, to the first or the last one of the latest answer.
  const go = (by) => {
    const all = [...document.querySelectorAll('#conversation .citation')];
    const opened = document.getElementById(dixit.opened);
    const at = all.indexOf(document.getElementById(opened?.dataset.card) ?? opened);
    const latest = all.filter((one) => one.closest('.exchange') === all.at(-1).closest('.exchange'));
    const next = at < 0 ? latest.at(by > 0 ? 0 : -1) : all[at + by];
    if (!next) return;
    dixit.lead(next);
    next.click();
  };

  const back = () => document.querySelector('#reader .return')?.click();

  const does = { '/': ask, j: () => go(1), k: () => go(-1), Escape: back, '?': help };
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, textarea, select, [contenteditable], dialog, [role=listbox]');
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!does[event.key] || localStorage.getItem(OFF) || event.defaultPrevented) return;
    event.preventDefault();
    does[event.key]();
  });
})();
