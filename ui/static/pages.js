// The printed pages of an article: each is drawn when it comes into view, with boxes over the cited
// words. The choice between text and page holds for the next articles too.
dixit.pages = (() => {
  const CHOICE = 'dixit.view';
  const NEAR = '50% 0px';

  const made = (name, className) => {
    const element = document.createElement(name);
    element.className = className;
    return element;
  };
  const share = (length, whole) => `${(100 * length) / whole}%`;

  const lit = (box, size) => {
    const mark = made('span', 'lit');
    mark.style.left = share(box.left, size.width);
    mark.style.top = share(box.top, size.height);
    mark.style.width = share(box.right - box.left, size.width);
    mark.style.height = share(box.bottom - box.top, size.height);
    return mark;
  };

  const sheet = (list, size, number, part, drawing) => {
    const { picture, name, cited } = list.dataset;
    const paper = made('div', 'paper');
    const image = made('img', '');
    const label = list.labels[number - 1] ?? number;
    paper.style.aspectRatio = `${size.width} / ${size.height}`;
    image.alt = (part ? cited : name).replace('{number}', () => label);
    image.dataset.address = new URL(picture + number, location.href).href;
    paper.append(image, ...(part?.boxes ?? []).map((box) => lit(box, size)));
    if (part) image.tabIndex = -1;
    drawing.observe(paper);
    return paper;
  };

  const build = async (list) => {
    list.dataset.state = 'opening';
    list.textContent = list.dataset.loading;
    const answer = await fetch(new URL(list.dataset.places, location.href));
    if (!answer.ok) throw new Error(answer.statusText);
    const { pages, parts, is_whole: isWhole } = await answer.json();
    const drawing = new IntersectionObserver((seen) => {
      for (const { isIntersecting, target } of seen) {
        if (!isIntersecting) continue;
        const image = target.querySelector('img');
        image.src = image.dataset.address;
        drawing.unobserve(target);
      }
    }, { root: document.getElementById('reader'), rootMargin: NEAR });
    list.labels = JSON.parse(list.dataset.labels);
    const byPage = new Map(parts.map((part) => [part.page, part]));
    list.replaceChildren(
      ...pages.map((size, at) => sheet(list, size, at + 1, byPage.get(at + 1), drawing)),
    );
    if (!isWhole) {
      const told = made('p', 'unmarked');
      told.textContent = list.dataset.unmarked;
      list.querySelector('[tabindex]')?.parentElement.before(told);
    }
    list.dataset.state = 'open';
  };

  const scroll = (list) => {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const first = list.querySelector('.lit') ?? list.querySelector('[tabindex]');
    first?.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
    list.querySelector('[tabindex]')?.focus({ preventScroll: true });
  };

  const show = async (view) => {
    const article = document.querySelector('#reader .article');
    const list = article.querySelector('.sheets');
    localStorage.setItem(CHOICE, view);
    for (const button of article.querySelectorAll('[data-view]')) {
      button.ariaPressed = String(button.dataset.view === view);
    }
    article.querySelector('.text').hidden = view === 'page';
    list.hidden = view !== 'page';
    if (view !== 'page') {
      article.querySelector('#cited')?.scrollIntoView({ block: 'center' });
      return;
    }
    try {
      if (!list.dataset.state) await build(list);
      if (list.dataset.state === 'open') scroll(list);
    } catch {
      list.dataset.state = '';
      list.textContent = list.dataset.failed;
      dixit.say(list.dataset.failed);
    }
  };

  return {
    show,
    areChosen: () => localStorage.getItem(CHOICE) === 'page'
      && document.querySelector('#reader .sheets') !== null,
  };
})();
