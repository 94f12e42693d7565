// Runs behind page.js for the checked text: shows one verdict only, keeps that choice and the focus when
// the text is redrawn, and tells screen readers of the progress.
let only = '';
let focused;
let told;

const show = () => {
  const text = element.querySelector('.checking');
  if (!text?.querySelector(`[data-only="${only}"]`)) only = '';
  for (const b of element.querySelectorAll('[data-only]')) b.ariaPressed = b.dataset.only === only;
  for (const statement of element.querySelectorAll('.statement')) {
    statement.classList.toggle('faded', only !== '' && statement.dataset.verdict !== only);
  }
  if (text && text.dataset.told !== told) {
    told = text.dataset.told;
    dixit.say(told);
  }
  if (focused && document.activeElement === document.body) {
    document.getElementById(focused)?.focus({ preventScroll: true });
  }
};

does.only = (b) => {
  only = b.dataset.only === only ? '' : b.dataset.only;
  show();
  element.querySelector('.statement:not(.faded)')?.scrollIntoView({ block: 'nearest' });
};
document.addEventListener('mousedown', () => { focused = undefined; });
document.addEventListener('focusin', (event) => {
  focused = element.contains(event.target) ? event.target.id : undefined;
});
new MutationObserver(show).observe(element, { childList: true, subtree: true });
