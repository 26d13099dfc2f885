import * as z from "zod";

const KEY = "quorate-machine-table";

const Layout = z.object({
  visibility: z.record(z.string(), z.boolean()).optional(),
  sizing: z.record(z.string(), z.number()).optional(),
});

/** Columns as this browser left them; anything unreadable counts as nothing remembered. */
export function readLayout(): z.infer<typeof Layout> {
  try {
    const layout = Layout.safeParse(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
    return layout.success ? layout.data : {};
  } catch {
    // Storage may be blocked, and on the server there is none.
    return {};
  }
}

export function writeLayout(layout: z.infer<typeof Layout>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(layout));
  } catch {
    // A full or blocked storage only means that the columns are not remembered.
  }
}
