// Runs after an article was opened: scrolls to the cited words, moves the focus there, and puts the
// place into the page's address.
() => {
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const cited = document.getElementById('cited');
    const article = document.querySelector('#reader .article');
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const target = cited ?? article ?? document.querySelector('#reader .unopened');
    const told = document.querySelector('#reader .moved p, #reader .unopened p');
    if (told) dixit.say(told.textContent);
    target?.scrollIntoView({ block: cited ? 'center' : 'start', behavior: calm ? 'auto' : 'smooth' });
    cited?.focus({ preventScroll: true });
    if (dixit.pages.areChosen()) dixit.pages.show('page');
    if (article) history.replaceState(history.state, '', article.dataset.link);
  }));
}
