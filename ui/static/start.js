// Runs first, once: functions shared by all components, and the preferences of this browser.
window.dixit = (() => {
  const status = document.createElement('p');
  status.className = 'unseen';
  status.id = 'status';
  status.setAttribute('role', 'status');
  const find = document.createElement('button');
  find.type = 'button';
  find.id = 'find';
  find.hidden = true;
  let shown, told;

  // Gradio's own few words follow the browser's language: here they follow the page's.
  Object.defineProperty(navigator, 'language', { get: () => LANGUAGE });
  Object.defineProperty(navigator, 'languages', { get: () => [LANGUAGE] });

  const light = (theme) => {
    if (theme === 'system') localStorage.removeItem('dixit.theme');
    else localStorage.setItem('dixit.theme', theme);
    const dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
    document.body.classList.toggle('dark', dark);
  };

  const start = () => {
    document.documentElement.lang = LANGUAGE;
    find.textContent = FIND;
    document.body.append(status, find);
    light(localStorage.getItem('dixit.theme') ?? 'system');
  };
  if (document.body) start(); else addEventListener('DOMContentLoaded', start);
  document.addEventListener('selectionchange', () => {
    if (!document.getSelection().toString()) find.hidden = true;
  });

  return {
    light,
    say: (text) => { status.textContent = text; },
    speak: (language) => {
      document.cookie = `dixit_language=${language}; path=/; max-age=31536000; SameSite=Lax`;
      location.assign(`../${language}/${location.search}`);
    },
    opened: undefined,  // The id of the button that was last used to open an article.
    tab: (name) => document.getElementById(`${name}-button`)?.click(),
    lead: (button) => {
      const tab = button.closest('[role=tabpanel]');
      if (tab && !tab.checkVisibility()) dixit.tab(tab.id);
      button.scrollIntoView({ block: 'nearest' });
      button.focus({ preventScroll: true });
    },
    offer: (selection, search) => {
      const { right, bottom } = selection.getRangeAt(0).getBoundingClientRect();
      find.style.left = `${Math.max(8, Math.min(right, innerWidth - 220))}px`;
      find.style.top = `${Math.max(8, Math.min(bottom + 6, innerHeight - 48))}px`;
      find.onclick = () => { find.hidden = true; selection.removeAllRanges(); search(); };
      find.hidden = false;
    },
    follow: (asked) => {
      if (asked.id !== shown) asked.scrollIntoView({ block: 'start' });
      if (asked.id !== shown || asked.dataset.told !== told) {
        status.textContent = asked.dataset.told ?? '';
        const wrong = asked.querySelector('.instead') ?? asked.querySelector('.error');
        wrong?.scrollIntoView({ block: 'nearest' });
      }
      shown = asked.id;
      told = asked.dataset.told;
    },
    bytes: (coded) => Uint8Array.from(atob(coded), (letter) => letter.charCodeAt(0)),
    save: (name, kind, text) => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([text], { type: kind }));
      link.download = name;
      link.click();
      URL.revokeObjectURL(link.href);
    },
  };
})();
