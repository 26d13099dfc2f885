import { createSocket, type RemoteInfo } from "node:dgram";
import { once } from "node:events";

/** What a name server does with a question for an A record. */
export type NameAnswer =
  | { readonly kind: "address"; readonly ip: string }
  | { readonly kind: "no-such-name" }
  | { readonly kind: "server-failure" }
  | { readonly kind: "late"; readonly afterMs: number; readonly ip: string };

export interface NameServer {
  readonly address: string;
  readonly close: () => void;
}

/** Header of an answer: a response, recursion available. */
const RESPONSE_FLAGS = 0x8180;
const SERVER_FAILURE = 2;
const NO_SUCH_NAME = 3;
const HEADER_BYTES = 12;
const TYPE_A = 1;
/** Points back at the name of the question. */
const NAME_POINTER = 0xc00c;

/** A DNS server on loopback that answers as told; IPv6 is asked for too and never there. */
export async function openNameServer(answerOf: (name: string) => NameAnswer): Promise<NameServer> {
  const socket = createSocket("udp4");
  let isClosed = false;
  socket.on("message", (question, from) => {
    const name = nameOf(question);
    const answer = answerOf(name);
    const send = (bytes: Buffer, { port, address }: RemoteInfo): void => {
      if (!isClosed) socket.send(bytes, port, address);
    };
    if (answer.kind === "late") setTimeout(() => send(found(question, answer.ip), from), answer.afterMs);
    else if (answer.kind === "address") send(found(question, answer.ip), from);
    else send(head(question, answer.kind === "no-such-name" ? NO_SUCH_NAME : SERVER_FAILURE, 0), from);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return {
    address: `127.0.0.1:${socket.address().port}`,
    close: () => {
      isClosed = true;
      socket.close();
    },
  };
}

function found(question: Buffer, ip: string): Buffer {
  if (typeOf(question) !== TYPE_A) return head(question, 0, 0);
  const record = Buffer.alloc(16);
  record.writeUInt16BE(NAME_POINTER, 0);
  record.writeUInt16BE(TYPE_A, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt16BE(4, 10);
  for (const [at, part] of ip.split(".").entries()) record.writeUInt8(Number(part), 12 + at);
  return Buffer.concat([head(question, 0, 1), record]);
}

/** The question again, as an answer with this code and so many records to follow. */
function head(question: Buffer, code: number, answers: number): Buffer {
  const bytes = Buffer.from(question.subarray(0, questionEnd(question)));
  bytes.writeUInt16BE(RESPONSE_FLAGS | code, 2);
  bytes.writeUInt16BE(answers, 6);
  bytes.writeUInt32BE(0, 8);
  return bytes;
}

function nameOf(question: Buffer): string {
  const labels: string[] = [];
  for (let at = HEADER_BYTES; (question[at] ?? 0) > 0; ) {
    const length = question[at] ?? 0;
    labels.push(question.toString("latin1", at + 1, at + 1 + length));
    at += length + 1;
  }
  return labels.join(".").toLowerCase();
}

function questionEnd(question: Buffer): number {
  return HEADER_BYTES + nameOf(question).length + 2 + 4;
}

function typeOf(question: Buffer): number {
  return question.readUInt16BE(questionEnd(question) - 4);
}
