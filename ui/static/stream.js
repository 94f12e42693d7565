// Runs before Gradio, so that no result of an event is lost.
//
// Gradio's server closes the stream of results when no result is pending, and its client opens a new
// one for the next event. If that event is sent just before the client notices the end, the client
// believes that the stream is still open: the result never arrives, and the button stays disabled. This
// script therefore gives the client one permanent stream, and requests results from the server for as
// long as any is pending.
(() => {
  const send = window.fetch;
  const awaited = new Set();
  const early = new Set();  // Results that arrived before the server confirmed their event.
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
