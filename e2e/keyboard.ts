import { expect, type Locator, type Page } from "@playwright/test";

const STOPS_MAX = 120;

/** Somebody who has no mouse. */
export class Hands {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Tab until the wanted element has the focus, as a person does who sees where the focus is. */
  async tabTo(wanted: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    await expect(wanted).toBeVisible();
    for (let stop = 0; stop < STOPS_MAX; stop += 1) {
      if (await hasFocus(wanted)) return;
      await this.page.keyboard.press(key);
    }
    throw new Error(`No way to ${wanted} with ${STOPS_MAX} presses of ${key}`);
  }

  /** Arrow keys until the wanted element has the focus or is the highlighted one of its list. */
  async arrowTo(wanted: Locator, key: "ArrowDown" | "ArrowUp" | "ArrowRight" | "ArrowLeft"): Promise<void> {
    await expect(wanted).toBeVisible();
    for (let step = 0; step < STOPS_MAX; step += 1) {
      if (await hasFocus(wanted)) return;
      await this.page.keyboard.press(key);
    }
    throw new Error(`No way to ${wanted} with ${STOPS_MAX} presses of ${key}`);
  }
}

function hasFocus(wanted: Locator): Promise<boolean> {
  return wanted.evaluate((element) => element === document.activeElement || "highlighted" in element.dataset);
}
