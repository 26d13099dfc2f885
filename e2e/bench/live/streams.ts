interface Order {
  readonly address: string;
  /** A stream for each; one caller may hold six. */
  readonly tokens: readonly string[];
}

/** Holds event streams open and reads them to nowhere, as so many walls do. Answers once all of them are open. */
process.once("message", ({ address, tokens }: Order) => {
  const opened = tokens.map((token) => open(address, token));
  void Promise.all(opened).then((bodies) => {
    process.send?.(bodies.length);
    for (const body of bodies) void drain(body);
  });
});
process.send?.("ready");
process.once("disconnect", () => process.exit());

async function open(address: string, token: string): Promise<ReadableStream<Uint8Array>> {
  const answer = await fetch(`${address}/api/v1/stream`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok || answer.body === null) throw new Error(`A stream was refused with ${answer.status}.`);
  return answer.body;
}

async function drain(body: ReadableStream<Uint8Array>): Promise<void> {
  for await (const _chunk of body) if (!process.connected) return;
}
