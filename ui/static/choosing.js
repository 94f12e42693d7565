// Keeps what Gradio's upload loses of the files chosen or dropped: their paths in a folder, and the names
// of files that are too large. Because of one of these, Gradio would refuse all files.
dixit.choosing = (() => {
  let paths = [];
  let refused = [];
  let passing = false;
  const refusers = {};

  const take = (input, given) => {
    paths = given.filter(({ file }) => file.size <= MOST).map(({ path }) => path);
    refused = given.filter(({ file }) => file.size > MOST).map(({ path }) => path);
    if (!paths.length) {
      if (refused.length) refusers[input.closest('#what, #how-well, #check, #ask')?.id]?.(refused);
      return;
    }
    const held = new DataTransfer();
    for (const { file } of given) if (file.size <= MOST) held.items.add(file);
    input.files = held.files;
    passing = true;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    passing = false;
  };

  document.addEventListener('change', (event) => {
    if (passing || event.target.type !== 'file') return;
    const given = [...event.target.files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
    event.stopImmediatePropagation();
    take(event.target, given);
  }, true);

  const read = (entry) => new Promise((resolve, reject) => entry.readEntries(resolve, reject));
  const within = async (entry) => {
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      return [{ file, path: entry.fullPath.slice(1) }];
    }
    const reader = entry.createReader();
    const found = [];
    for (let some = await read(reader); some.length; some = await read(reader)) found.push(...some);
    return (await Promise.all(found.map(within))).flat();
  };

  // Dropped words go into a text box as they do anywhere.
  const TARGETS = '#files, #folder, #drafting, #first-files';
  document.addEventListener('dragover', (event) => {
    if (event.target.closest(TARGETS) && event.dataTransfer.types.includes('Files')) event.preventDefault();
  }, true);
  document.addEventListener('drop', async (event) => {
    const input = event.target.closest(TARGETS)?.querySelector('input[type=file]');
    if (!input) return;
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const files = [...event.dataTransfer.files].map((file) => ({ file, path: file.name }));
    if (!entries.length && !files.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    event.target.dispatchEvent(new Event('dragleave', { bubbles: true }));  // Removes the highlighted frame.
    take(input, entries.length ? (await Promise.all(entries.map(within))).flat() : files);
  }, true);

  return {
    refusers,
    told: (files) => {
      const names = [files ?? []].flat().map((file) => file.orig_name);
      const fits = paths.length === names.length && paths.every((path, at) => path.endsWith(names[at]));
      return JSON.stringify({ paths: fits ? paths : names, refused });
    },
  };
})();
