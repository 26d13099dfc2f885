import { expect, type Locator, type Page } from "@playwright/test";

/** Somebody who has no mouse. */
export interface Hands {
  readonly page: Page;
  readonly press: (...keys: readonly string[]) => Promise<void>;
  readonly type: (text: string) => Promise<void>;
  /** Tab until the wanted element has the focus, as a person does who sees where the focus is. */
  readonly tabTo: (wanted: Locator, key?: "Tab" | "Shift+Tab") => Promise<void>;
  /** An arrow key until the wanted element has the focus or is the highlighted one of its list. */
  readonly arrowTo: (wanted: Locator, key: "ArrowDown" | "ArrowUp" | "ArrowRight" | "ArrowLeft") => Promise<void>;
}

const STOPS_MAX = 120;

export function handsOn(page: Page): Hands {
  const go = async (wanted: Locator, key: string): Promise<void> => {
    await expect(wanted).toBeVisible();
    for (let stop = 0; stop < STOPS_MAX; stop += 1) {
      if (await isReached(wanted)) return;
      await page.keyboard.press(key);
    }
    throw new Error(`No way to ${wanted} with ${STOPS_MAX} presses of ${key}`);
  };
  return {
    page,
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    },
    type: (text) => page.keyboard.type(text),
    tabTo: (wanted, key = "Tab") => go(wanted, key),
    arrowTo: go,
  };
}

function isReached(wanted: Locator): Promise<boolean> {
  return wanted.evaluate((element) => element === document.activeElement || element.matches("[data-highlighted]"));
}
