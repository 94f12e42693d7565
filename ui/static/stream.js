// Runs before Gradio: no event that the visitor sets off is lost on its way back.
//
// Gradio's server ends the stream of results when none is awaited, and its client opens another for
// the next event. Where the next event was sent just before the end of the stream was noticed, the
// client takes the stream for open: the result never comes, and the button stays dead. So the client
// is given one stream that lasts, and the server is asked for results for as long as any is awaited.
(() => {
  const send = window.fetch;
  const awaited = new Set();
  const early = new Set();  // Results that came before the server's receipt of their event.
  let joining = 0;
  let lasting;

  const note = (message) => {
    if (message.msg === 'process_completed' && !awaited.delete(message.event_id)) early.add(message.event_id);
    return message.msg !== 'close_stream';
  };

  const read = async (response, controller) => {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const messages = (text + part.value).split('\n\n');
      text = messages.pop();
      for (const message of messages) {
        if (note(JSON.parse(message.slice('data:'.length)))) {
          controller.enqueue(new TextEncoder().encode(`${message}\n\n`));
        }
      }
    }
  };

  const follow = async (stream, first) => {
    stream.read = true;
    try {
      let response = first ?? await send(stream.request);
      await read(response, stream.controller);
      while (joining || awaited.size) {
        response = await send(stream.request);
        if (!response.ok) throw new Error(response.statusText);
        await read(response, stream.controller);
      }
    } catch (error) {
      awaited.clear();
      stream.controller.error(error);
      if (lasting === stream) lasting = undefined;
    }
    stream.read = false;
  };

  const last = async (request) => {
    const response = await send(request);
    if (!response.ok) return response;
    const stream = { request };
    const body = new ReadableStream({ start: (controller) => { stream.controller = controller; } });
    lasting = stream;
    follow(stream, response);
    return new Response(body, { status: response.status, headers: response.headers });
  };

  const join = async (...given) => {
    joining += 1;
    try {
      const response = await send(...given);
      const { event_id: id } = await response.clone().json();
      if (id && !early.delete(id)) awaited.add(id);
      return response;
    } finally {
      joining -= 1;
      if (lasting?.request.signal.aborted) lasting = undefined;
      if (lasting && !lasting.read && awaited.size) follow(lasting);
    }
  };

  window.fetch = (...given) => {
    const { pathname } = new URL(given[0].url ?? given[0], location.href);
    if (pathname.endsWith('/queue/data')) return last(given[0]);
    return pathname.endsWith('/queue/join') ? join(...given) : send(...given);
  };
})();
