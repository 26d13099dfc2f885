/** Many entries that differ in little more than a name: each is made when somebody asks for it. */
export interface Run<Entry> {
  readonly count: number;
  readonly entryAt: (index: number) => Entry;
}

/** A numbered list in which runs stand among single entries, so that thousands of equal machines cost next to nothing. */
export class Listing<Entry> {
  #length = 0;
  readonly #starts: number[] = [];
  /** By part: a single entry, or null where `runs` has a run. */
  readonly #singles: (Entry | null)[] = [];
  readonly #runs: (Run<Entry> | null)[] = [];
  readonly #made = new Map<number, Entry>();
  #all: readonly Entry[] | null = null;

  get length(): number {
    return this.#length;
  }

  /** Adds an entry; answers its number. */
  add(entry: Entry): number {
    return this.#append(1, entry, null);
  }

  /** Adds a run; answers the number of its first entry. */
  addRun(run: Run<Entry>): number {
    return this.#append(run.count, null, run);
  }

  /** The entry with a number, always the same object; undefined where there is none. */
  at(number: number): Entry | undefined {
    if (number < 0 || number >= this.#length) return undefined;
    if (this.#all?.length === this.#length) return this.#all[number];
    const part = this.#partOf(number);
    return this.#singles[part] ?? this.#member(part, number);
  }

  /** The entries that stand in no run, with their numbers. */
  singles(): { readonly number: number; readonly entry: Entry }[] {
    const singles: { readonly number: number; readonly entry: Entry }[] = [];
    for (let part = 0; part < this.#singles.length; part++) {
      const entry = this.#singles[part] ?? null;
      if (entry !== null) singles.push({ number: this.#starts[part] ?? 0, entry });
    }
    return singles;
  }

  /** Every entry, all made. */
  all(): readonly Entry[] {
    if (this.#all?.length !== this.#length) this.#all = this.#everything();
    return this.#all;
  }

  #append(count: number, single: Entry | null, run: Run<Entry> | null): number {
    const start = this.#length;
    this.#starts.push(start);
    this.#singles.push(single);
    this.#runs.push(run);
    this.#length = start + count;
    return start;
  }

  /** The last part that starts at or before a number. */
  #partOf(number: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= number) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #member(part: number, number: number): Entry | undefined {
    const known = this.#made.get(number);
    if (known !== undefined) return known;
    const entry = this.#runs[part]?.entryAt(number - (this.#starts[part] ?? 0));
    if (entry !== undefined) this.#made.set(number, entry);
    return entry;
  }

  #everything(): Entry[] {
    const every = new Array<Entry>(this.#length);
    for (let part = 0; part < this.#starts.length; part++) {
      const start = this.#starts[part] ?? 0;
      const single = this.#singles[part] ?? null;
      const run = this.#runs[part] ?? null;
      if (single !== null) every[start] = single;
      if (run === null) continue;
      for (let index = 0; index < run.count; index++) every[start + index] = run.entryAt(index);
    }
    // Who was given one before finds the same object again.
    for (const [number, entry] of this.#made) every[number] = entry;
    return every;
  }
}
