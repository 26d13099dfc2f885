import { PERMISSIONS } from "#lib/core/connection/permissions.ts";
import { lossWithout } from "#lib/core/connection/what-it-shows.ts";
import { type DryRun, look, pathOf, type Teller } from "./look.ts";
import { missTick, tick } from "./ticks.ts";

/** What the account may not see with what is lost by it, one line each; in one line what it may do beyond need. */
export async function permissions(run: DryRun, teller: Teller): Promise<void> {
  await teller.walking("permission");
  const found = await look(run, "access", { target: pathOf(run), access: run.accesses.api });
  if (found.result.kind === "missed") {
    const miss = missTick(found.result, run.connection.api.address, "access");
    return teller.found({ ...miss, step: "permission" });
  }
  const allowed = new Map(found.result.value.permissions.map(({ id, isAllowed }) => [id, isAllowed]));
  const needed = PERMISSIONS.filter(({ need }) => need === "needed");
  const lacking = needed.filter(({ id }) => allowed.get(id) !== true);
  const excess = PERMISSIONS.filter(({ need, id }) => need === "excess" && allowed.get(id) === true).map(
    ({ id }) => id,
  );
  const granted = { granted: needed.length - lacking.length, needed: needed.length };
  await teller.found(
    tick("permission", lacking.length === 0 ? "ok" : "warning", { code: "PERMISSIONS", values: granted }),
    ...lacking.map((permission) => {
      const values = { permission: permission.id, loss: lossWithout(permission) };
      return tick("permission", "warning", { code: "AUTH-403", values, name: permission.id });
    }),
    ...(excess.length === 0
      ? []
      : [tick("permission", "warning", { code: "EXCESS", values: { permissions: excess }, name: "excess" })]),
  );
}

/** Which running cluster this is, and whether it is connected already. */
export async function identity(run: DryRun, teller: Teller): Promise<void> {
  await teller.walking("identity");
  const { result } = await look(run, "cluster-identity", { target: pathOf(run), access: run.accesses.api });
  // Without the right to ask, the missing right is said above.
  if (result.kind === "missed") return teller.found(tick("identity", "skipped", { code: "IDENTITY-UNKNOWN" }));
  const { uid } = result.value;
  const other = await run.connectedAs(uid);
  await teller.found(
    other === null
      ? tick("identity", "ok", { code: "IDENTITY", values: { uid } })
      : tick("identity", "warning", { code: "DUP", values: { name: other.name, slug: other.slug } }),
  );
}
