// Runs once for each live piece of the page: `element` is the piece, `trigger` reaches Python.
// A button opens a span (data-source), asks a question (data-question, data-model) or leads back (data-return).

element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  const { source, start, end, question, model, return: origin } = button.dataset;
  if (source !== undefined) {
    trigger('open', { source, start: Number(start), end: Number(end), origin: button.id });
  } else if (question !== undefined) {
    trigger('choose', { question, model });
  } else if (origin !== undefined) {
    const opener = document.getElementById(origin);
    opener?.scrollIntoView({ block: 'nearest' });
    opener?.focus();
  }
});

// A new question scrolls to the top of the conversation, so that its answer is read from its start.
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) {
      if (node.classList?.contains('exchange')) node.scrollIntoView({ block: 'start' });
    }
  }
}).observe(element, { childList: true, subtree: true });
