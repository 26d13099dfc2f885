/** The answers asked for last, up to a number of bytes: the least recently used ones go first. */
export class AnswerCache {
  readonly #maxBytes: number;
  readonly #answers = new Map<string, Uint8Array<ArrayBuffer>>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get(key: string): Uint8Array<ArrayBuffer> | null {
    const answer = this.#answers.get(key);
    if (answer === undefined) return null;
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    return answer;
  }

  put(key: string, answer: Uint8Array<ArrayBuffer>): void {
    this.#drop(key);
    if (answer.byteLength > this.#maxBytes) return;
    this.#answers.set(key, answer);
    this.#bytes += answer.byteLength;
    for (const oldest of this.#answers.keys()) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#answers.get(key)?.byteLength ?? 0;
    this.#answers.delete(key);
  }
}
