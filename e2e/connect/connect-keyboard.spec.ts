import { expect, test } from "#e2e/fixtures.ts";
import { handsOn } from "#e2e/table/hands.ts";
import { CLUSTER, connectForm, simulatedCluster } from "./connect-form.ts";

const sim = simulatedCluster();

test("without a mouse: a name, a pasted kubeconfig, its context, a dry run, and the live page", async ({
  signedInPage,
}) => {
  const page = await signedInPage("admin");
  const { press, type, tabTo, arrowTo } = handsOn(page);
  const form = connectForm(page);
  await page.goto("/");
  // With clusters there is a button for a new plan, on a first run there are three doors.
  const door = page
    .getByRole("button", { name: "New plan" })
    .or(page.getByRole("button", { name: "Connect", exact: true }));
  await tabTo(door);
  await press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("textbox", { name: "Name" })).toBeFocused();
  await type(`By keyboard ${process.pid}`);
  const running = dialog.getByRole("radio", { name: /^A running cluster/ });
  if (!(await running.isChecked())) {
    await tabTo(dialog.getByRole("radio").first());
    await arrowTo(running, "ArrowDown");
  }
  await tabTo(dialog.getByRole("button", { name: "Create" }));
  await press("Enter");
  await expect(page).toHaveURL(/\/connect$/);

  await tabTo(form.kubeconfig);
  const twice = sim()
    .kubeconfig(CLUSTER)
    .replace("current-context", `- name: other\n  context: { cluster: sim, user: nobody }\ncurrent-context`);
  await page.keyboard.insertText(twice);
  const contexts = page.getByRole("combobox", { name: /contexts/ });
  await tabTo(contexts);
  await press("Enter");
  await arrowTo(page.getByRole("option", { name: CLUSTER, exact: true }), "ArrowDown");
  await press("Enter");
  await expect(page.getByText("KC-LOCAL")).toBeVisible();
  await tabTo(form.loopback);
  await press("Space");
  await expect(page.getByText("token (hidden)")).toBeVisible();
  await tabTo(form.check);
  await press("Enter");
  await expect(page.getByText("Everything that was asked has answered.")).toBeVisible({ timeout: 20_000 });
  const use = page.getByRole("button", { name: "Look at these too" });
  await tabTo(use);
  await press("Enter");
  await expect(form.masters).toHaveValue(/\.11\n.*\.12\n.*\.13$/);
  await tabTo(form.save);
  await press("Enter");
  await expect(page).toHaveURL(/\/live$/);
});
