import * as z from "zod";

const KEY = "quorate-machine-table";

const Layout = z.object({
  visibility: z.record(z.string(), z.boolean()).optional(),
  sizing: z.record(z.string(), z.number()).optional(),
  areRoleTotalsOpen: z.boolean().optional(),
});
type Layout = z.infer<typeof Layout>;

/** The table as this browser left it; anything unreadable counts as nothing remembered. */
export function readLayout(): Layout {
  try {
    const layout = Layout.safeParse(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
    return layout.success ? layout.data : {};
  } catch {
    // Storage may be blocked, and on the server there is none.
    return {};
  }
}

export function writeLayout(change: Layout): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...readLayout(), ...change }));
  } catch {
    // A full or blocked storage only means that the layout is not remembered.
  }
}
